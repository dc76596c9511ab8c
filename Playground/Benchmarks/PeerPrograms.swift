internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The programs of others that are on this machine, and those of ours that stand in for some.
struct PeerPrograms: Sendable {
    /// Those that can save one file.
    let contenders: [Contender]
    /// The program that starts others and measures them; nil where it could not be built.
    let measured: String?
    /// What is missing, in sentences.
    let omissions: [String]

    /// Looks for them, and builds those that are in `Playground/Peers`.
    ///
    /// - Parameter log: Where to keep what the compiler says.
    init(log: String) {
        var contenders: [Contender] = []
        var omissions: [String] = []
        for contender in [Contender.curl, .wget, .aria2c] {
            if Self.isInstalled(contender.name) {
                contenders.append(contender)
            } else {
                omissions.append("\(contender.name) is not installed")
            }
        }
        if let python = Self.python(log) {
            contenders.append(.aiohttp(python, script: Self.folder + "/aiohttp_loop.py"))
        } else {
            omissions.append("there is no python3 that imports aiohttp and aiofiles")
        }
        let built = Self.folder + "/.build/release/"
        let build = ["swift", "build", "-c", "release", "--package-path", Self.folder]
        if Self.succeeds(build, log) {
            contenders += ["data", "download"].map { .urlSession(built + "urlsession", mode: $0) }
            contenders.append(.floor(built + "floor"))
            measured = built + "measured"
        } else {
            omissions.append(
                "Playground/Peers does not build, so URLSession and the floor are missing"
            )
            omissions.append("peaks of memory are at least what this program has resident")
            measured = nil
        }
        if !Self.isInstalled("strace") {
            omissions.append("strace is not installed, so no system calls are counted")
        }
        self.contenders = contenders
        self.omissions = omissions
    }

    /// The contender of a name.
    func contender(_ name: String) -> Contender? {
        contenders.first { $0.name == name }
    }

    /// Whether a shell would find a program.
    static func isInstalled(_ program: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// The package beside this one.
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Peers")
        .path(percentEncoded: false)

    /// The interpreter itself, as what is called python3 may be a script that looks for it.
    private static func python(_ log: String) -> String? {
        let question = "import sys, aiohttp, aiofiles; print(sys.executable)"
        guard isInstalled("python3"), succeeds(["python3", "-c", question], log) else { return nil }
        return FileLines(log).lines.first
    }

    private static func succeeds(_ arguments: [String], _ log: String) -> Bool {
        (try? ChildProcess(arguments, output: log).wait().status) == 0
    }
}
