import Downstream
import DownstreamTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What an open file on the simulated disk does as one on the real disk does.
@Suite("Every open file", .timeLimit(.minutes(5)))
struct OpenFileTests {
    @Test(arguments: DiskTrial.Kind.allCases)
    func `is written anywhere, with zeros before it`(kind: DiskTrial.Kind) throws {
        let file = try DiskTrial(kind).open("a")
        try file.write("b", at: 3)
        try file.write("aaa", at: 1)
        #expect(try file.read(9, at: 0) == Array("\0aaa".utf8))
        try file.write("cd", at: 3)
        try file.write("", at: 100)
        #expect(try file.text() == "\0aacd")
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `is read to its end, and no further`(kind: DiskTrial.Kind) throws {
        let file = try DiskTrial(kind).open("a")
        try file.write("0123456789")
        #expect(try file.read(3, at: 4) == Array("456".utf8))
        #expect(try file.read(20, at: 8) == Array("89".utf8))
        #expect(try file.read(20, at: 10).isEmpty)
        #expect(try file.read(20, at: 50).isEmpty)
        #expect(try file.read(0, at: 0).isEmpty)
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `is cut, and made longer by zeros`(kind: DiskTrial.Kind) throws {
        let file = try DiskTrial(kind).open("a")
        try file.write("0123456789")
        try file.cut(to: 4)
        #expect(try file.text() == "0123")
        try file.cut(to: 6)
        #expect(try file.text() == "0123\0\0")
        #expect(try file.entry().size == 6)
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `takes no bytes where it was opened for reading`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("x", to: "a")
        let file = try trial.open("a", for: .reading(throughLinks: true))
        #expect(errorNumber { try file.write("y") } == EBADF)
        // The systems call it by different names.
        #expect([EBADF, EINVAL].contains(errorNumber { try file.cut(to: 0) }))
        #expect(try file.text() == "x")
        try file.close()
        let folder = try trial.disk.open(trial.path("."), for: .flushingFolder)
        #expect(errorNumber { _ = try folder.read(1, at: 0) } == EISDIR)
        try folder.flush()
        try folder.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `stays what it is under another name, and under none`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let file = try trial.open("a")
        try file.write("x")
        try trial.disk.move(trial.path("a"), to: trial.path("b"))
        try trial.write("other", to: "a")
        #expect(try file.text() == "x")
        #expect(try trial.disk.entry(at: trial.path("b"))?.inode == file.entry().inode)
        try trial.disk.move(trial.path("a"), to: trial.path("b"))
        #expect(try file.entry().links == 0)
        try file.write("yz")
        #expect(try file.text() == "yz")
        #expect(try trial.text("b") == "other")
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `is one file under all its names`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let file = try trial.open("a")
        try trial.link("a", as: "b")
        #expect(try file.entry().links == 2)
        try file.write("x")
        #expect(try trial.text("b") == "x")
        // One file in the place of itself: nothing happens.
        try trial.disk.move(trial.path("a"), to: trial.path("b"))
        #expect(try trial.names == ["a", "b"])
        try trial.disk.remove(trial.path("a"))
        #expect(try file.entry().links == 1)
        #expect(try trial.text("b") == "x")
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `is locked by one`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let first = try trial.open("a")
        let second = try trial.open("a")
        let third = try trial.other.open(trial.path("a"), for: .keeping)
        #expect(try first.lock())
        #expect(try first.lock())
        for file in [second, third] {
            #expect(throws: FileProblem(.destinationBusy)) { _ = try file.lock() }
        }
        try second.close()
        #expect(throws: FileProblem(.destinationBusy)) { _ = try third.lock() }
        try first.close()
        #expect(try third.lock())
        try third.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `has a mode, which counts when it is opened`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let file = try trial.open("a")
        try file.setMode(0o400)
        #expect(try file.entry().mode == 0o400)
        #expect(try trial.disk.entry(at: trial.path("a"))?.mode == 0o400)
        try file.write("still open")
        try file.close()
        try trial.open("a", for: .reading(throughLinks: false)).close()
        // For root, everything is open.
        guard kind == .simulated || geteuid() != 0 else { return }
        #expect(errorNumber { _ = try trial.open("a") } == EACCES)
        #expect(errorNumber { _ = try trial.open("a", for: .cutting) } == EACCES)
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `has a time, which a write changes`(kind: DiskTrial.Kind) throws {
        let file = try DiskTrial(kind).open("a")
        file.setModificationTime(784_111_777)
        #expect(file.modificationTime == 784_111_777_000_000_000)
        try file.setMode(0o600)
        #expect(file.modificationTime == 784_111_777_000_000_000)
        try file.write("x")
        #expect(file.modificationTime > 1_600_000_000_000_000_000)
        try file.close()
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `has attributes, as far as the disk has any`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let file = try trial.open("a")
        #expect(file.attribute("user.x", atMost: 100) == nil)
        file.setAttribute("user.x", to: [1])
        file.setAttribute("user.x", to: [1, 2, 3])
        // Not every real file system has them.
        guard kind == .simulated || file.attribute("user.x", atMost: 100) != nil else { return }
        #expect(file.attribute("user.x", atMost: 3) == [1, 2, 3])
        #expect(file.attribute("user.x", atMost: 2) == nil)
        #expect(file.attribute("user.y", atMost: 100) == nil)
        try file.flush()
        try file.flushData()
        try file.settle()
        try file.close()
    }
}
