internal import Downstream

/// What is wrong with the arguments.
enum UsageError: Error, Equatable {
    case unknownOption(String)
    case missingValue(option: String)
    case unexpectedValue(option: String)
    case givenTwice(option: String)
    /// The value cannot be read; what was typed may be secret, and is not told.
    case badValue(option: String, problem: String)
    case noURL
    /// One file for several URLs.
    case fileForSeveral
    case fileAndFolder
    /// Bytes and events to one stream.
    case twoOutputs
    /// One file would be read and emptied, or written by two.
    case sameFile(String, String)
    /// A file that was named cannot be opened; the sentence says why.
    case unusableFile(sentence: String)
    /// A drawing takes none.
    case optionsOfTimeline
    case proxyAndPublicOnly
    /// `-`, which elsewhere means a standard stream.
    case notAPath(option: String)

    /// One sentence for the one who typed them.
    var sentence: String {
        switch self {
        case .unknownOption(let option):
            "there is no option \(Redaction.printable(option)); see download --help"
        case .missingValue(let option):
            "\(option) needs a value, as in \(Self.example(option)); see download --help"
        case .unexpectedValue(let option):
            "\(option) takes no value; see download --help"
        case .givenTwice(let option):
            "\(option) is given twice; give it once"
        case .badValue(let option, let problem):
            "the value of \(option) cannot be used, because \(problem); "
                + "an example is \(Self.example(option))"
        case .proxyAndPublicOnly:
            "--public-only and --proxy are both given, but a proxy looks up addresses by itself, "
                + "where they cannot be checked; use one of them"
        case .noURL:
            "no URL is given; see download --help"
        case .fileForSeveral:
            "-o names one file but several URLs are given; use -d for a directory"
        case .fileAndFolder:
            "-o and -d are both given; use one of them"
        case .twoOutputs:
            "-o - and --json both write to standard output; use one of them"
        case .sameFile(let one, let other):
            "\(one) and \(other) name the same file; give \(other) another"
        case .optionsOfTimeline:
            "download timeline takes no options; it writes to standard output"
        case .unusableFile(let sentence): sentence
        case .notAPath(let option):
            "\(option) - is not supported; give the path of a file, or ./- for one of that name"
        }
    }

    private static func example(_ option: String) -> String {
        guard case .value(let example, _, _) = OptionSpec.named(option)?.effect else {
            return option
        }
        return "\(option) \(example)"
    }
}
