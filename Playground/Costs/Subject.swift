internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// What is transferred.
struct Subject {
    /// The chunk of a fast connection.
    private static let chunk = 512 * 1024
    private static let smallSize = 16 * 1024
    private static let atOnce = 16

    private enum Size: String {
        case large, small
    }

    private let folder: String
    private let size: Size
    private let count: Int

    init(_ arguments: [String]) throws(Problem) {
        let arguments = arguments.dropFirst().map(\.self)
        guard arguments.count == 3, let size = Size(rawValue: arguments[1]),
            let count = Int(arguments[2]), count > 0
        else { throw Problem("usage: costs FOLDER large|small COUNT") }
        folder = arguments[0]
        self.size = size
        self.count = count
    }

    /// Transfers it, with everything on one thread.
    func run(on thread: IOExecutor) async throws {
        let steps = steps
        let downloader = Downloader(
            .init(connectionsPerHost: Self.atOnce),
            transport: ScriptedTransport { _, _ in steps },
            timekeeper: Timekeeper(TestClock()),
            executors: Executors(runs: thread, flushing: thread, consumers: thread)
        )
        let count = size == .large ? 1 : count
        let downloads = (0..<count).map { number in
            Download(from: "http://host/file-\(number)", to: .directory(path: folder))
        }
        var saved = 0
        for try await item in downloader.events(for: downloads, atMost: Self.atOnce) {
            if case .failed(let error) = item.event { throw error }
            if case .completed = item.event { saved += 1 }
        }
        guard saved == count else { throw Problem("\(saved) of \(count) files were saved") }
    }

    private var steps: [ScriptedTransport.Step] {
        let piece = size == .large ? Self.chunk : Self.smallSize
        let pieces = size == .large ? count * 1024 * 1024 / Self.chunk : 1
        let bytes = Data(repeating: 0x01, count: piece)
        var head = ResponseHead(status: 200, length: Int64(pieces * piece))
        head.headers.append(HeaderField("ETag", "\"1\""))
        return [.head(head)] + Array(repeating: .data(bytes), count: pieces)
    }
}

/// Why nothing is transferred.
struct Problem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
