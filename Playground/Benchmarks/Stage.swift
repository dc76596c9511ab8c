internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What benchmarks share: a server, folders in memory and on the disk, and the tool.
final class Stage: Sendable {
    /// Serves the folder `www` on tmpfs.
    let server: Nginx
    /// A folder on tmpfs.
    let memory: String
    /// A folder on the disk.
    let disk: String
    /// The built tool.
    let tool: String
    /// This program.
    let own: String

    /// Makes the folders and starts the server.
    init() throws {
        let name = "downstream-benchmarks-\(UUID().uuidString)"
        memory = "/dev/shm/\(name)"
        disk = FileManager.default.temporaryDirectory.path(percentEncoded: false) + name
        for folder in [memory + "/www", disk] {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        }
        server = try Nginx(serving: memory + "/www")
        own = CommandLine.arguments[0]
        tool =
            String(
                own.prefix(upTo: own.lastIndex(of: "/").map(own.index(after:)) ?? own.startIndex)
            )
            + "download"
    }

    deinit {
        for folder in [memory, disk] { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Makes a file of random bytes for the server, and gives its name.
    func resource(_ name: String, size: Int) throws -> String {
        let path = server.root + "/" + name
        if !FileManager.default.fileExists(atPath: path) {
            _ = try run(["head", "-c", "\(size)", "/dev/urandom"], output: path)
        }
        return name
    }

    /// Runs a program to its end, which has to be a good one, and tells what it used.
    func run(
        _ arguments: [String],
        input: String? = nil,
        output: String = "/dev/null"
    ) throws -> Run {
        let clock = ContinuousClock()
        let begin = clock.now
        let report = try ChildProcess(arguments, input: input, output: output).wait()
        let wall = (clock.now - begin) / Duration.seconds(1)
        guard report.status == 0 else { throw Failure.program(arguments, report.status) }
        return Run(
            wall: wall,
            cpu: report.cpuSeconds,
            mebibytes: Double(report.peakResidentBytes) / 1_048_576
        )
    }

    /// Whether two files have the same bytes.
    func requireEqual(_ one: String, _ other: String) throws {
        guard try ChildProcess(["cmp", "-s", one, other]).wait().status == 0 else {
            throw Failure.differs(one, other)
        }
    }

    /// Makes a file of a text.
    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// Removes a file or a folder, so that the next run makes it anew.
    func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// What one run of a program took.
struct Run: Sendable {
    let wall: Double
    let cpu: Double
    let mebibytes: Double
}

/// Why a benchmark could not be measured.
enum Failure: Error, CustomStringConvertible {
    case program([String], Int32)
    case differs(String, String)
    case download(String)

    var description: String {
        switch self {
        case .program(let arguments, let status):
            "\(arguments.joined(separator: " ")) ended with status \(status)"
        case .differs(let one, let other): "\(one) and \(other) differ"
        case .download(let sentence): sentence
        }
    }
}
