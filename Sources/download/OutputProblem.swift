internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why text did not reach a standard stream.
enum OutputProblem: Error, Equatable {
    /// The system did not take it.
    case failed(errno: Int32, name: String)
    /// A signal came while nobody was reading.
    case interrupted

    /// One sentence for the one who started the tool.
    var sentence: String {
        switch self {
        case .failed(EPIPE, let name): "\(name) is closed, so the download was stopped"
        case .failed(let number, let name): "writing to \(name) failed: \(Self.word(number))"
        case .interrupted: "interrupted while writing"
        }
    }

    private static func word(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}
