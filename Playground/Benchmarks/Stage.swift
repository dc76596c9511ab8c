internal import Downstream
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
    /// The pairs that were asked for; nil where nobody did.
    private let pairs: Int?
    private let found = Locked<PeerPrograms?>(nil)

    /// Makes the folders and starts the server.
    init(pairs: Int?) throws {
        self.pairs = pairs
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

    /// The programs of others; those that take building are built at the first use.
    var programs: PeerPrograms {
        found.withLock { found in
            if let found { return found }
            Report.note("looking for the programs to compare with, and building some")
            let programs = PeerPrograms(log: memory + "/peers.log")
            found = programs
            return programs
        }
    }

    /// How many pairs to run, where a benchmark usually runs so many.
    func pairs(usually usual: Int) -> Int { pairs ?? usual }

    /// Makes a file of random bytes for the server, and gives its name.
    func resource(_ name: String, size: Int) throws -> String {
        let path = server.root + "/" + name
        if !FileManager.default.fileExists(atPath: path) {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try finish(["head", "-c", "\(size)", "/dev/urandom"], output: path)
        }
        return name
    }

    /// Makes a file for the server that takes no room, and gives its name.
    func sparseResource(_ name: String, size: Int) throws -> String {
        try finish(["truncate", "-s", "\(size)", server.root + "/" + name])
        return name
    }

    /// Throws unless two files have the same bytes.
    func requireEqual(_ one: String, _ other: String) throws {
        guard try ChildProcess(["cmp", "-s", one, other]).wait().status == 0 else {
            throw Failure.differs(one, other)
        }
    }

    /// Throws unless two folders have files of the same names and bytes.
    func requireEqualFolders(_ one: String, _ other: String) throws {
        guard try ChildProcess(["diff", "-rq", one, other]).wait().status == 0 else {
            throw Failure.differs(one, other)
        }
    }

    /// Runs a program that is not measured.
    func finish(_ arguments: [String], output: String = "/dev/null") throws {
        let status = try ChildProcess(arguments, output: output).wait().status
        guard status == 0 else { throw Failure.program(arguments, status) }
    }

    /// The bytes that a folder has room for, in memory too where it is there.
    func room(in folder: String) -> Int64 {
        let system = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        let free = (system?[.systemFreeSize] as? any BinaryInteger).map { Int64(clamping: $0) } ?? 0
        return folder == memory ? min(free, Machine.availableMemory ?? free) : free
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
