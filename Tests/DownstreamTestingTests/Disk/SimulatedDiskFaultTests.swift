import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("Faults of a simulated disk", .timeLimit(.minutes(5)))
struct SimulatedDiskFaultTests {
    private func open(
        _ disk: SimulatedDisk,
        _ path: String = "/a",
        for use: FileUse = .keeping
    ) throws -> any OpenFile {
        try disk.process().open(path, for: use)
    }

    @Test func `is full at a byte`() throws {
        let disk = SimulatedDisk(capacity: 10)
        let file = try open(disk)
        try file.write("012345")
        #expect(disk.process().freeBytes("/") == 4)
        #expect(errorNumber { try file.write("abcdef", at: 6) } == ENOSPC)
        #expect(disk.contents("/a") == Data("012345abcd".utf8))
        // What is there already takes no more room.
        try file.write("xyz", at: 7)
        #expect(errorNumber { try file.cut(to: 11) } == ENOSPC)
        try file.cut(to: 2)
        try file.write("34", at: 8)
        #expect(disk.process().freeBytes("/") == 0)
        try file.close()
        try disk.remove("/a")
        #expect(disk.process().freeBytes("/") == 10)
    }

    @Test func `has room again when nobody can come to a file any more`() throws {
        let disk = SimulatedDisk(capacity: 10)
        let process = disk.process()
        let file = try process.open("/a", for: .making)
        try file.write("0123456789")
        try process.remove("/a")
        #expect(process.freeBytes("/") == 0)
        try file.close()
        #expect(process.freeBytes("/") == 10)
    }

    @Test func `has no locks where it has none`() throws {
        let file = try open(SimulatedDisk(hasLocks: false))
        #expect(try !file.lock())
    }

    @Test func `has no attributes where it has none`() throws {
        let file = try open(SimulatedDisk(hasAttributes: false))
        file.setAttribute("user.x", to: [1])
        #expect(file.attribute("user.x", atMost: 10) == nil)
    }

    @Test(
        arguments: [
            (.full, ENOSPC), (.overQuota, EDQUOT), (.denied, EACCES), (.readOnly, EROFS),
            (.broken, EIO), (.tooManyOpen, EMFILE), (.unsupported, EINVAL),
        ] as [(SimulatedDisk.Failure, Int32)]
    )
    func `fails as the system does`(failure: SimulatedDisk.Failure, number: Int32) throws {
        let disk = SimulatedDisk()
        disk.plan(.make, .fail(failure))
        #expect(errorNumber { _ = try open(disk, for: .making) } == number)
        #expect(disk.names(in: "/").isEmpty)
        _ = try open(disk, for: .making)
    }

    @Test func `fails in the step that was planned, and once`() throws {
        let disk = SimulatedDisk()
        let (first, second) = (try open(disk, "/x/../a"), try open(disk, "/b"))
        disk.plan(.write, of: "a", number: 2, .fail(.broken))
        try first.write("1")
        try second.write("2")
        try second.write("3")
        #expect(errorNumber { try first.write("4") } == EIO)
        try first.write("5", at: 1)
        #expect(disk.contents("/a") == Data("15".utf8))
    }

    @Test func `fails for either name of a rename`() throws {
        let disk = SimulatedDisk()
        let process = disk.process()
        try disk.write(Data("x".utf8), to: "/a")
        for name in ["a", "b"] {
            disk.plan(.move, of: name, .fail(.readOnly))
            #expect(errorNumber { try process.move("/a", to: "/b") } == EROFS)
        }
        #expect(disk.names(in: "/") == ["a"])
        disk.plan(.move, .fail(.denied))
        disk.heal()
        try process.move("/a", to: "/b")
    }

    @Test func `takes a part of a write`() throws {
        let disk = SimulatedDisk()
        let file = try open(disk)
        disk.plan(.write, .short(3, .overQuota))
        #expect(errorNumber { try file.write("012345") } == EDQUOT)
        #expect(disk.contents("/a") == Data("012".utf8))
    }

    @Test func `loses in a failed flush what it was to flush`() throws {
        let disk = SimulatedDisk()
        let file = try open(disk)
        try file.write("0123")
        try file.flush()
        try file.write("ab", at: 3)
        disk.plan(.flush, .lose(.broken))
        #expect(errorNumber { try file.flush() } == EIO)
        #expect(disk.contents("/a") == Data("0123\0".utf8))
        // The next one knows nothing of it.
        try file.flush()
    }

    @Test func `keeps in a failed flush what it was to flush`() throws {
        let disk = SimulatedDisk()
        try disk.write(Data(), to: "/a")
        let file = try open(disk)
        try file.write("0123")
        disk.plan(.flush, .fail(.full))
        #expect(errorNumber { try file.flush() } == ENOSPC)
        try file.flush()
        disk.reboot()
        #expect(disk.contents("/a") == Data("0123".utf8))
    }

    @Test func `closes a file also where that fails`() throws {
        let disk = SimulatedDisk()
        let file = try open(disk)
        _ = try file.lock()
        disk.plan(.close, .fail(.broken))
        #expect(errorNumber { try file.close() } == EIO)
        #expect(disk.openCount == 0)
        #expect(try open(disk).lock())
        #expect(errorNumber { try file.write("x") } == EBADF)
    }

    // MARK: By chance

    /// What becomes of 200 writes, flushes and renames.
    private func history(seed: UInt64, oneIn rate: Int) throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        disk.failRandomly(oneIn: rate, seed: seed)
        let process = disk.process()
        for number in 0..<200 {
            guard let file = try? process.open("/a\(number % 7)", for: .keeping) else { continue }
            try? file.write("number \(number)", at: Int64(number))
            try? file.flush()
            try? file.close()
            try? process.move("/a\(number % 7)", to: "/b\(number % 3)")
        }
        return disk
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `comes as the seed says`(seed: UInt64) throws {
        let trace = try history(seed: seed, oneIn: 5).trace
        #expect(try history(seed: seed, oneIn: 5).trace == trace)
        #expect(try history(seed: seed + 1, oneIn: 5).trace != trace)
        let failed = trace.count { !$0.hasSuffix(": ok") }
        #expect((50...400).contains(failed))
    }

    @Test func `never comes where nothing was asked for`() throws {
        let trace = try history(seed: 1, oneIn: .max).trace
        #expect(trace.allSatisfy { $0.hasSuffix(": ok") })
    }

    // MARK: The record

    @Test func `is read in the trace`() throws {
        let disk = SimulatedDisk()
        let (first, second) = (disk.process(), disk.process())
        let file = try first.open("/a", for: .making)
        _ = try file.lock()
        try file.write("0123", at: 5)
        disk.plan(.flush, .fail(.full))
        try? file.flush()
        _ = try? second.open("/a", for: .keeping).lock()
        try second.move("/a", to: "/b")
        _ = try second.moveUnlessTaken("/b", to: "/c")
        disk.kill(1)
        disk.reboot(losing: .chosen(seed: 3))
        #expect(
            disk.trace == [
                "1 p1 make /a: ok", "2 p1 lock /a: ok", "3 p1 write /a 5+4: ok",
                "4 p1 flush /a: ENOSPC", "5 p2 open /a: ok", "6 p2 lock /a: locked",
                "7 p2 move /a -> /b: ok", "8 p2 move /b -> /c unless taken: ok", "kill p1",
                "crash", "reboot losing what seed 3 chooses",
            ]
        )
        #expect(disk.steps == 8)
    }

    @Test func `keeps the last lines of a long trace`() throws {
        let disk = SimulatedDisk()
        let process = disk.process()
        for _ in 0..<10_001 { _ = try process.entry(at: "/") }
        #expect(disk.trace.count == 5_001)
        #expect(disk.trace.last == "10001 p1 look /: ok")
        #expect(disk.trace.first == "5001 p1 look /: ok")
    }
}
