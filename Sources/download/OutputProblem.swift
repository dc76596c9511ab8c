#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why text did not reach a standard stream.
enum OutputProblem: Error, Equatable {
    /// Nobody reads it any more.
    case closed(name: String)
    /// The system did not take it.
    case failed(word: String, name: String)
    /// A signal came while nobody was reading.
    case interrupted
    /// An event has no form in JSON.
    case notEncodable

    /// What the system says of a write.
    init(errno number: Int32, name: String) {
        guard number != EPIPE, number != EBADF else {
            self = .closed(name: name)
            return
        }
        let text = unsafe strerror(number).map { unsafe String(cString: $0) }
        self = .failed(word: text ?? "error \(number)", name: name)
    }

    /// One clause for the one who started the tool.
    var sentence: String {
        switch self {
        case .closed(let name): "stopped, because \(name) is closed"
        case .failed(let word, let name): "stopped, because writing to \(name) failed: \(word)"
        case .interrupted: "interrupted"
        case .notEncodable: "stopped, because an event cannot be written as JSON"
        }
    }
}
