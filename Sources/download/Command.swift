internal import Downstream

/// What the arguments ask for.
enum Command: Equatable {
    case help
    case version
    case run(Options)

    /// Reads the arguments, the name of the tool left out.
    ///
    /// The first `--help` or `--version` decides, whatever follows it.
    init(_ arguments: some Collection<String>) throws(UsageError) {
        var draft = Draft()
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                draft.sources += rest
                break
            }
            guard let word = OptionWord(argument) else {
                draft.sources.append(argument)
                continue
            }
            switch word.name {
            case "--help":
                try word.refuseValue()
                self = .help
                return
            case "--version":
                try word.refuseValue()
                self = .version
                return
            case "--quiet":
                try word.refuseValue()
                draft.isQuiet = true
            case "--json":
                try word.refuseValue()
                draft.writesJSON = true
            case "-o": try word.takeValue(from: &rest, into: &draft.file)
            case "-d": try word.takeValue(from: &rest, into: &draft.folder)
            case "--log": try word.takeValue(from: &rest, into: &draft.log)
            default: throw .unknownOption(word.name)
            }
        }
        self = .run(try draft.options())
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

    func takeValue(
        from rest: inout ArraySlice<String>,
        into place: inout String?
    ) throws(UsageError) {
        guard place == nil else { throw .givenTwice(option: name) }
        guard let value = value ?? rest.popFirst(), !value.isEmpty else {
            throw .missingValue(option: name)
        }
        guard value != "-" else { throw .notAPath(option: name) }
        place = value
    }
}

/// The options as far as they have been read.
private struct Draft {
    var sources: [String] = []
    var file: String?
    var folder: String?
    var isQuiet = false
    var writesJSON = false
    var log: String?

    func options() throws(UsageError) -> Options {
        guard !sources.isEmpty else { throw .noURL }
        guard file == nil || folder == nil else { throw .fileAndFolder }
        guard file == nil || sources.count == 1 else { throw .fileForSeveral }
        return Options(
            sources: sources,
            destination: file.map { .file(path: $0) } ?? .directory(path: folder ?? "."),
            isQuiet: isQuiet,
            writesJSON: writesJSON,
            log: log
        )
    }
}
