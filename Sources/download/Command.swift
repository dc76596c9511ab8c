internal import Downstream

/// What the arguments ask for.
enum Command: Equatable {
    case help
    case version
    /// Draws the log of an earlier run; nil is standard input.
    case timeline(log: String?)
    case run(Options)

    /// Reads the arguments, the name of the tool left out.
    ///
    /// The first `--help` or `--version` decides, whatever follows it.
    init(_ arguments: some Collection<String>) throws(UsageError) {
        var options = Options()
        var given: Set<String> = []
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                options.sources += rest
                break
            }
            guard let word = OptionWord(argument) else {
                options.sources.append(argument)
                continue
            }
            if word.name == "--help" || word.name == "--version" {
                try word.refuseValue()
                self = word.name == "--help" ? .help : .version
                return
            }
            guard let spec = OptionSpec.named(word.name) else { throw .unknownOption(word.name) }
            switch spec.effect {
            case .flag(let set):
                try word.refuseValue()
                set(&options)
            case .value(_, let isRepeatable, let set):
                let isNew = given.insert(spec.name).inserted
                guard isNew || isRepeatable else { throw .givenTwice(option: spec.name) }
                guard let typed = word.value ?? rest.popFirst(), !typed.isEmpty else {
                    throw .missingValue(option: spec.name)
                }
                try set(&options, OptionValue(option: spec.name, typed: typed))
            }
        }
        if options.sources.first == "timeline", options.sources.count <= 2 {
            // No URL is a single word, so nothing that could be meant is lost.
            let log = options.sources.dropFirst().first
            options.sources = []
            guard options == Options(), given.isEmpty else { throw .optionsOfTimeline }
            self = .timeline(log: log == "-" ? nil : log)
            return
        }
        try options.check()
        self = .run(options)
    }
}

/// One argument that is an option: `--name`, `--name=value`, `-n` or `-nvalue`.
private struct OptionWord {
    let name: String
    let value: String?

    /// Takes an argument apart; nil if it is not an option.
    init?(_ argument: String) {
        guard argument.hasPrefix("-"), argument != "-" else { return nil }
        if argument.hasPrefix("--") {
            let parts = argument.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            name = String(parts[0])
            value = parts.count > 1 ? String(parts[1]) : nil
        } else {
            name = String(argument.prefix(2))
            value = argument.count > 2 ? String(argument.dropFirst(2)) : nil
        }
    }

    func refuseValue() throws(UsageError) {
        guard value == nil else { throw .unexpectedValue(option: name) }
    }
}
