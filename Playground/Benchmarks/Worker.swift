internal import Downstream

/// What a benchmark runs in a process of its own, to have its memory measured.
enum Worker {
    /// The first argument of such a process.
    static let flag = "--worker"

    /// Does the work that the arguments name.
    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 3, arguments[0] == "sleepy" else {
            throw Failure.download("unknown work: \(arguments)")
        }
        let download = Download(from: arguments[1], to: .file(path: arguments[2]))
        for try await event in download.events() {
            if case .chunk = event { try await Task.sleep(for: .milliseconds(10)) }
        }
    }
}
