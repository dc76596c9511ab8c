import DownstreamTesting
import TestTraits
import Testing

@testable import Downstream

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("Paths", .timeLimit(.minutes(5)))
struct FileSystemPathTests {
    @Test(arguments: [
        ("/a/b", "/a", "b"), ("/a", "/", "a"), ("a", ".", "a"), ("a/b", "a", "b"), ("/", "/", ""),
        ("a/", "a", ""), ("/a/\u{301}b", "/a", "\u{301}b"), ("/é/ü", "/é", "ü"),
    ])
    func `are a folder and a name`(path: String, folder: String, name: String) {
        #expect(FileSystem.folder(of: path) == folder)
        #expect(FileSystem.name(of: path) == name)
    }

    @Test(arguments: [
        ("/", "a", "/a"), ("/a", "b", "/a/b"), ("/a/", "b", "/a/b"), (".", "b", "./b"),
        ("/a", "\u{301}b", "/a/\u{301}b"), ("/a/\u{301}", "b", "/a/\u{301}/b"),
    ])
    func `come together`(folder: String, name: String, path: String) {
        #expect(FileSystem.path(folder, name).utf8.elementsEqual(path.utf8))
    }

    @Test func `tell missing entries from refused ones`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "x")
        #expect(try FileSystem.entry(at: folder.path("y")) == nil)
        #expect(try FileSystem.entry(at: folder.path("x"))?.size == 1)
        #expect(throws: FileProblem.self) { _ = try FileSystem.entry(at: folder.path("x/y")) }
        try FileSystem.remove(folder.path("y"))
    }

    #if os(Linux)
    @Test(arguments: ["/proc/x", "/proc/x/y/z"])
    func `give up where no folder can be made`(path: String) {
        #expect(throws: FileProblem.self) { try FileSystem.makeFolders(path) }
    }
    #endif

    @Test(
        .case(67),
        arguments: [
            (ENOSPC, DownloadError.Reason.diskFull), (EDQUOT, .diskFull),
            (EACCES, .permissionDenied), (EPERM, .permissionDenied), (EROFS, .permissionDenied),
            (EIO, .fileSystem(problem: FileSystem.message(EIO))),
            (EFBIG, .fileSystem(problem: FileSystem.message(EFBIG))),
        ]
    )
    func `name what the system refused`(number: Int32, reason: DownloadError.Reason) {
        let problem = FileProblem(errno: number, path: "/x")
        #expect(problem.reason == reason)
        #expect(problem.errno == number)
    }
}
