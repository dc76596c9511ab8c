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

@Suite("Who may read and write a file", .timeLimit(.minutes(5)))
struct PartialFileModeTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("old", to: "x")
    }

    @Test(.case(72), arguments: [0o600, 0o400, 0o640] as [UInt32])
    func `nobody else than may read the old one, from the first byte on`(mode: UInt32) throws {
        folder.setMode(mode, of: "x")
        let file = try folder.partial("x")
        #expect(folder.mode("x.part") == mode | 0o600)
        try file.write("new")
        #expect(folder.mode("x.part") == mode | 0o600)
        _ = try file.publish(as: "", .operatingSystem)
        #expect(folder.mode("x") == mode)
    }

    @Test(.case(72)) func `nobody else, though an earlier run left it open to all`() throws {
        try folder.write("unfinished", to: "x.part")
        folder.setMode(0o666, of: "x.part")
        folder.setMode(0o600, of: "x")
        let file = try folder.partial("x")
        #expect(folder.mode("x.part") == 0o600)
        _ = file.foundLength
    }

    @Test(.case(72), arguments: [0o4755, 0o2755, 0o1755, 0o7777] as [UInt32])
    func `new bytes do not run as the owner of the old ones`(mode: UInt32) throws {
        folder.setMode(mode, of: "x")
        let file = try folder.partial("x")
        #expect(folder.mode("x.part") == mode & 0o777)
        try file.write("new")
        _ = try file.publish(as: "", .operatingSystem)
        #expect(folder.mode("x") == mode & 0o777)
    }

    @Test(.case(72)) func `a file that may not be written is replaced, and goes on`() throws {
        folder.setMode(0o444, of: "x")
        let first = try folder.partial("x")
        try first.write("unfin")
        try first.leave()
        // The owner can open it again, though the destination does not let him.
        #expect(folder.mode("x.part") == 0o644)

        let second = try folder.partial("x")
        #expect(second.foundLength == 5)
        try second.write("ished", at: 5)
        _ = try second.publish(as: "", .operatingSystem)
        #expect(folder.text("x") == "unfinished")
        #expect(folder.mode("x") == 0o444)
    }

    @Test(.case(72)) func `the mode at the end is that of the file that is replaced`() throws {
        folder.setMode(0o600, of: "x")
        let file = try folder.partial("x")
        folder.setMode(0o640, of: "x")
        _ = try file.publish(as: "", .operatingSystem)
        #expect(folder.mode("x") == 0o640)
    }
    @Test(.case(72)) func `a file that stays unpublished may be written again`() throws {
        folder.setMode(0o444, of: "x")
        let file = try folder.partial("x")
        try file.leave()
        // No system flushes a pipe.
        #expect(unsafe unlink(folder.path("x.part")) == 0)
        #expect(unsafe mkfifo(folder.path("x.part"), 0o644) == 0)
        file.descriptor = unsafe open(folder.path("x.part"), O_RDWR | O_CLOEXEC)

        #expect(throws: FileProblem.self) { _ = try file.publish(as: "", .flushed) }

        #expect(folder.mode("x.part") == 0o644)
        #expect(file.isDamaged)
    }
}
