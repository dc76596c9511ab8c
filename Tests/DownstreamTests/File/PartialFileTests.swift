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

@Suite("Writing and publishing a file", .timeLimit(.minutes(5)))
struct PartialFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func target(_ name: String, _ rule: ExistingFileRule? = nil) throws -> Target {
        let download = Download(
            from: "http://example.com/x",
            to: .file(path: folder.path(name)),
            existingFile: rule
        )
        return try #require(try Target(download))
    }

    private func write(_ text: String, at offset: Int64 = 0, to file: PartialFile) throws {
        var text = text
        try text.withUTF8 { try unsafe file.write(UnsafeRawBufferPointer($0), at: offset) }
    }

    private func partial(
        _ name: String,
        _ rule: ExistingFileRule? = nil,
        holding text: String = "new"
    ) throws -> PartialFile {
        let target = try target(name, rule)
        _ = try target.claimablePlace()
        let file = try PartialFile(target)
        try write(text, to: file)
        return file
    }

    private func mode(_ name: String) throws -> UInt32? {
        try FileSystem.entry(at: folder.path(name))?.mode
    }

    private var openDescriptors: Int {
        (0..<1024).count { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    @Test(.case(68)) func `writes where it is told, in any order`() throws {
        let file = try PartialFile(try target("x"))
        try write("def", at: 3, to: file)
        try write("abc", at: 0, to: file)
        try write("", at: 100, to: file)
        try write("C", at: 2, to: file)

        #expect(folder.text("x.part") == "abCdef")
        #expect(try folder.names == ["x.part"])
    }

    @Test func `publishes in one step`() throws {
        let file = try partial("x")
        #expect(try file.publish(as: "ignored", .flushed).path == folder.path("x"))
        #expect(try folder.names == ["x"])
        #expect(folder.text("x") == "new")
    }

    @Test func `makes the folders above`() throws {
        let file = try partial("a/b/c/x")
        #expect(try file.publish(as: "", .operatingSystem).path == folder.path("a/b/c/x"))
        #expect(folder.text("a/b/c/x") == "new")
    }

    @Test func `finds what an earlier run left, and drops it when told to`() throws {
        try folder.write("older and longer", to: "x.part")
        try folder.write("{}", to: "x.part.json")
        let file = try PartialFile(try target("x"))
        #expect(file.foundLength == 16)
        #expect(file.foundRecord == nil)
        #expect(folder.text("x.part") == "older and longer")
        #expect(try file.read(5, at: 10) == Array("longer".utf8.prefix(5)))
        #expect(try file.read(100, at: 10) == Array("longer".utf8))

        try file.clear()
        #expect(folder.text("x.part") == "")
        #expect(try folder.names == ["x.part"])
    }

    @Test func `leaves an older file alone until it publishes`() throws {
        try folder.write("old", to: "x")
        let file = try partial("x")
        #expect(folder.text("x") == "old")
        _ = try file.publish(as: "", .operatingSystem)
        #expect(folder.text("x") == "new")
        #expect(try folder.names == ["x"])
    }

    @Test func `stays on disk when it is let go`() throws {
        _ = try partial("x")
        #expect(folder.text("x.part") == "new")
    }

    @Test func `is gone after it is discarded, and the older file is not`() throws {
        try folder.write("old", to: "x")
        let file = try partial("x")
        try file.discard()
        try file.discard()

        #expect(try folder.names == ["x"])
        #expect(folder.text("x") == "old")
        #expect(reason { try write("late", to: file) } == .partialFileLost)
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .partialFileLost)
    }

    @Test func `may be discarded although somebody has removed it`() throws {
        let file = try partial("x")
        try FileSystem.remove(folder.path("x.part"))
        try file.discard()
        #expect(try folder.names.isEmpty)
    }

    @Test func `is published once`() throws {
        let file = try partial("x")
        _ = try file.publish(as: "", .operatingSystem)
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .partialFileLost)
        try file.discard()
        #expect(folder.text("x") == "new")
    }

    @Test(.case(72)) func `keeps the mode of the file it replaces`() throws {
        try folder.write("old", to: "x")
        #expect(unsafe chmod(folder.path("x"), 0o640) == 0)
        _ = try partial("x").publish(as: "", .operatingSystem)
        #expect(try mode("x") == 0o640)
    }

    @Test func `does not take over the mode where nothing is replaced`() throws {
        try folder.write("old", to: "x")
        #expect(unsafe chmod(folder.path("x"), 0o600) == 0)
        _ = try partial("y").publish(as: "", .operatingSystem)
        let usual = try mode("y")
        _ = try partial("x", .number).publish(as: "", .operatingSystem)
        #expect(try mode("x (2)") == usual)
    }

    // MARK: Rules

    @Test(arguments: [ExistingFileRule.replace, .keep, .fail, .number])
    func `takes a free name by every rule`(rule: ExistingFileRule) throws {
        #expect(try partial("x", rule).publish(as: "", .flushed).path == folder.path("x"))
        #expect(try folder.names == ["x"])
    }

    @Test func `fails at once where a file must not be touched`() throws {
        try folder.write("old", to: "x")
        #expect(reason { _ = try partial("x", .fail) } == .destinationExists)
        #expect(try folder.names == ["x"])
    }

    @Test(.case(63, 65), arguments: [ExistingFileRule.keep, .fail])
    func `fails where a file has come in the meantime`(rule: ExistingFileRule) throws {
        let file = try partial("x", rule)
        try folder.write("other", to: "x")
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .destinationExists)
        #expect(folder.text("x") == "other")
        #expect(folder.text("x.part") == "new")
    }

    @Test(.case(63, 65)) func `takes the first free number`() throws {
        for name in ["x.mp4", "x (2).mp4", "x (4).mp4"] { try folder.write("old", to: name) }
        let file = try partial("x.mp4", .number)
        #expect(try file.publish(as: "", .operatingSystem).path == folder.path("x (3).mp4"))
        #expect(folder.text("x.mp4") == "old")
        #expect(folder.text("x (3).mp4") == "new")
    }

    @Test(.case(63)) func `comes to an end of numbers`() throws {
        try folder.write("old", to: "x")
        for number in 2...999 { try folder.write("old", to: "x (\(number))") }
        let file = try partial("x", .number)
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .destinationExists)
        #expect(folder.text("x.part") == "new")
    }

    @Test func `takes the name it is given in a folder`() throws {
        let download = Download(
            from: "http://example.com/x",
            to: .directory(path: folder.path("new/folder/"))
        )
        for expected in ["video.mp4", "video (2).mp4"] {
            let target = try #require(try Target(download))
            _ = try target.claimablePlace()
            let file = try PartialFile(target)
            try write("new", to: file)
            #expect(
                try file.publish(as: "video.mp4", .flushed).path
                    == folder.path("new/folder/" + expected)
            )
        }
    }

    // MARK: Others in the way

    @Test(.case(69)) func `does not publish what somebody put in its place`() throws {
        let file = try partial("x")
        try folder.write("intruder", to: "y")
        try FileSystem.move(folder.path("y"), to: folder.path("x.part"))

        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .partialFileLost)
        #expect(folder.text("x") == nil)
    }

    @Test func `does not remove what somebody put in its place`() throws {
        let file = try partial("x")
        try folder.write("intruder", to: "y")
        try FileSystem.move(folder.path("y"), to: folder.path("x.part"))

        try file.discard()
        #expect(folder.text("x.part") == "intruder")
    }

    @Test(.case(69)) func `does not publish what has gone`() throws {
        let file = try partial("x")
        try FileSystem.remove(folder.path("x.part"))
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .partialFileLost)
        #expect(try folder.names.isEmpty)
    }

    @Test(.case(69)) func `does not publish what has a second name`() throws {
        let file = try partial("x")
        #expect(unsafe link(folder.path("x.part"), folder.path("y")) == 0)
        #expect(reason { _ = try file.publish(as: "", .operatingSystem) } == .partialFileLost)
    }

    @Test func `does not write into a file that has a second name`() throws {
        try folder.write("precious", to: "y")
        #expect(unsafe link(folder.path("y"), folder.path("x.part")) == 0)
        _ = try partial("x").publish(as: "", .operatingSystem)
        #expect(folder.text("y") == "precious")
        #expect(folder.text("x") == "new")
    }

    @Test(.case(64), arguments: ["y", "missing"])
    func `follows no symbolic link at the partial file`(place: String) throws {
        try folder.write("precious", to: "y")
        #expect(unsafe symlink(folder.path(place), folder.path("x.part")) == 0)
        guard case .invalidDestination = reason({ _ = try partial("x") }) else {
            Issue.record("a link was followed")
            return
        }
        #expect(folder.text("y") == "precious")
        #expect(folder.text("missing") == nil)
    }

    @Test(.case(64)) func `refuses a symbolic link at the destination`() throws {
        try folder.write("precious", to: "y")
        #expect(unsafe symlink(folder.path("y"), folder.path("x")) == 0)
        guard case .invalidDestination = reason({ _ = try partial("x") }) else {
            Issue.record("a link was taken for a file")
            return
        }
        #expect(folder.text("y") == "precious")
    }

    @Test(.case(64)) func `refuses a pipe at the partial file and at the destination`() throws {
        #expect(unsafe mkfifo(folder.path("x.part"), 0o600) == 0)
        #expect(unsafe mkfifo(folder.path("y"), 0o600) == 0)
        for name in ["x", "y"] {
            guard case .invalidDestination = reason({ _ = try partial(name) }) else {
                Issue.record("\(name) was accepted")
                continue
            }
        }
    }

    @Test(.case(64)) func `refuses a folder at the destination, before and after`() throws {
        try folder.makeFolder("x")
        guard case .invalidDestination = reason({ _ = try partial("x") }) else {
            Issue.record("a folder was accepted")
            return
        }
        let file = try partial("y")
        try folder.makeFolder("y")
        guard
            case .invalidDestination = reason({ _ = try file.publish(as: "", .operatingSystem) })
        else {
            Issue.record("a folder was replaced")
            return
        }
        #expect(folder.text("y.part") == "new")
    }

    @Test(arguments: ["f/x", "f/a/b/x"])
    func `refuses a folder under a file`(name: String) throws {
        try folder.write("file", to: "f")
        guard case .invalidDestination(let problem) = reason({ _ = try partial(name) }) else {
            Issue.record("a file was taken for a folder")
            return
        }
        #expect(problem.contains("under a file"))
        #expect(folder.text("f") == "file")
    }

    @Test func `says that a name is too long`() throws {
        let name = String(repeating: "a", count: 256)
        guard case .invalidDestination(let problem) = reason({ _ = try partial(name) }) else {
            Issue.record("the name was accepted")
            return
        }
        #expect(problem.contains("too long"))
    }

    @Test func `leaves no descriptor open behind any of it`() throws {
        try folder.makeFolder("folder.part")
        #expect(unsafe mkfifo(folder.path("pipe.part"), 0o600) == 0)
        // Others open and close descriptors meanwhile, but not hundreds of them.
        let before = openDescriptors
        for _ in 0..<200 {
            _ = try partial("x").publish(as: "", .flushed)
            try partial("x").discard()
            _ = try partial("x")
            _ = try? partial("folder")
            _ = try? partial("pipe")
        }
        #expect(openDescriptors < before + 100)
    }
}
