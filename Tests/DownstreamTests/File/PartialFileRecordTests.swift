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

@Suite("A partial file and its record", .timeLimit(.minutes(5)))
struct PartialFileRecordTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func noted(_ text: String = "0123456789", safe: Int64 = 0) throws -> PartialFile {
        let file = try folder.partial("x")
        try file.note(.sample(safe: safe))
        try file.write(text)
        return file
    }

    @Test func `have no record until one is noted`() throws {
        let file = try folder.partial("x")
        #expect(file.foundRecord == nil)
        try file.write("new")
        #expect(try folder.names == ["x.part"])
    }

    @Test(.case(19)) func `are found again together`() throws {
        try noted(safe: 7).leave()
        #expect(try folder.names == ["x.part", "x.part.json"])
        let file = try folder.partial("x")
        #expect(file.foundRecord == .sample(safe: 7))
        #expect(file.foundLength == 10)
    }

    @Test func `have one record, the last`() throws {
        let file = try noted(safe: 1)
        try file.note(.sample(safe: 2))
        let checkpoint = try file.checkpoint(.sample(safe: 3))
        try checkpoint?.flush()
        try checkpoint?.note()
        #expect(try folder.names == ["x.part", "x.part.json"])
        try file.leave()
        #expect(try folder.partial("x").foundRecord == .sample(safe: 3))
    }

    @Test func `say nothing of a checkpoint before it is made`() throws {
        let file = try noted(safe: 1)
        let checkpoint = try file.checkpoint(.sample(safe: 10))
        #expect(PartialFile.readRecord(folder.path("x.part.json")).record == .sample(safe: 1))
        try checkpoint?.flush()
        #expect(PartialFile.readRecord(folder.path("x.part.json")).record == .sample(safe: 1))
        try checkpoint?.note()
        #expect(PartialFile.readRecord(folder.path("x.part.json")).record == .sample(safe: 10))
    }

    @Test(.case(19), arguments: ["", "{", "{}", "no record"])
    func `are without one where it makes no sense, and remove it`(text: String) throws {
        try noted().leave()
        try folder.write(text, to: "x.part.json")
        let file = try folder.partial("x")
        #expect(file.foundRecord == nil)
        #expect(file.foundLength == 10)
        try file.clear()
        #expect(try folder.names == ["x.part"])
    }

    @Test func `are cleared together`() throws {
        let file = try noted()
        try file.clear()
        #expect(folder.text("x.part") == "")
        #expect(try folder.names == ["x.part"])
        try file.clear()

        try file.note(.sample())
        try file.write("new")
        #expect(folder.text("x.part") == "new")
        #expect(try folder.names == ["x.part", "x.part.json"])
    }

    /// Some file systems cannot flush a folder: the name may be there again after a power failure.
    @Test(.case(19)) func `are cleared of what the record said before its name goes`() throws {
        let file = try noted()
        let record = unsafe open(folder.path("x.part.json"), O_RDONLY | O_CLOEXEC)
        defer { close(record) }
        try file.clear()
        var status = stat()
        #expect(unsafe fstat(record, &status) == 0)
        #expect(status.st_size == 0)
    }

    @Test(.case(64)) func `leave what else has the name of the record as it is`() throws {
        let file = try noted()
        #expect(unsafe link(folder.path("x.part.json"), folder.path("kept")) == 0)
        let text = folder.text("kept")
        try file.clear()
        #expect(folder.text("kept") == text)

        try folder.write("somebody's", to: "else")
        try file.note(.sample())
        #expect(unsafe unlink(folder.path("x.part.json")) == 0)
        #expect(unsafe symlink(folder.path("else"), folder.path("x.part.json")) == 0)
        try file.clear()
        #expect(folder.text("else") == "somebody's")
        #expect(try folder.names == ["else", "kept", "x.part"])
    }

    @Test(.case(19), .enabled(if: geteuid() != 0, "root may read every folder"))
    func `are cleared in a folder that may not be read`() throws {
        let file = try noted()
        folder.setMode(0o300, of: ".")
        defer { folder.setMode(0o700, of: ".") }
        try file.clear()
    }

    @Test(arguments: [(EACCES, true), (EINVAL, true), (EIO, false), (ENOSPC, false), (0, false)])
    func `need a flushed folder unless it cannot be`(number: Int32, isFine: Bool) {
        #expect(FileProblem(errno: number, path: "/x").isUnflushableFolder == isFine)
    }

    @Test(.case(70)) func `leave no record behind the published file`() throws {
        _ = try noted().publish(as: "", .operatingSystem)
        #expect(try folder.names == ["x"])
    }

    @Test func `are discarded together`() throws {
        try noted().discard()
        #expect(try folder.names.isEmpty)
    }

    @Test(arguments: [0, 3, 10] as [Int64])
    func `are cut to what can be trusted`(length: Int64) throws {
        let file = try noted(safe: 3)
        try file.cut(to: length)
        #expect(folder.text("x.part") == String("0123456789".prefix(Int(length))))
        #expect(try folder.names == ["x.part", "x.part.json"])
        try file.write("x", at: length)
        #expect(try file.read(20, at: 0).count == Int(length) + 1)
    }

    @Test(.case(67)) func `are refused where the disk has less room than they need`() throws {
        let file = try noted()
        #expect(reason { try file.reserve(.max) } == .diskFull)
        try file.reserve(0)
        try file.reserve(1)
        #expect(folder.text("x.part") == "0123456789")
    }

    @Test func `take nothing after they are let go`() throws {
        let file = try noted()
        try file.leave()
        try file.leave()
        #expect(reason { try file.write("late") } == .partialFileLost)
        #expect(reason { try file.cut(to: 0) } == .partialFileLost)
        #expect(reason { try file.clear() } == .partialFileLost)
        #expect(reason { _ = try file.checkpoint(.sample()) } == .partialFileLost)
        #expect(folder.text("x.part") == "0123456789")
    }
}
