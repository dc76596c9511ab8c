/// Why a benchmark could not be measured.
enum Failure: Error, CustomStringConvertible {
    case program([String], Int32)
    case differs(String, String)
    case download(String)
    case usage(String)

    var description: String {
        switch self {
        case .program(let arguments, let status):
            "\(arguments.joined(separator: " ")) ended with status \(status)"
        case .differs(let one, let other): "\(one) and \(other) differ"
        case .download(let sentence), .usage(let sentence): sentence
        }
    }

    /// What a reader is told of a program that is known, without the paths of this machine.
    var brief: String {
        switch self {
        case .program(_, let status): "it ended with status \(status)"
        case .differs: "it did not save the right bytes"
        case .download(let sentence), .usage(let sentence): sentence
        }
    }
}
