import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("Crashes of a simulated disk", .timeLimit(.minutes(5)))
struct SimulatedDiskCrashTests {
    private static let losses: [SimulatedDisk.Loss] =
        [.nothing, .bytes, .everything] + (0..<50).map { .chosen(seed: $0) }

    private let disk = SimulatedDisk()

    private func text(_ path: String) -> String? {
        disk.contents(path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `ends all that was open, for ever`() throws {
        let process = disk.process()
        let file = try process.open("/a", for: .making)
        disk.crash()
        let steps = disk.steps
        let first = process.boot
        disk.reboot()
        #expect(errorNumber { try file.write("x") } == EIO)
        #expect(errorNumber { try file.flush() } == EIO)
        #expect(errorNumber { try file.close() } == EIO)
        #expect(errorNumber { _ = try process.entry(at: "/a") } == EIO)
        #expect(errorNumber { try process.remove("/a") } == EIO)
        #expect(process.freeBytes("/") == nil)
        #expect(file.modificationTime == -1)
        #expect(disk.steps == steps)
        #expect(disk.process().boot != first)
        #expect(disk.openCount == 0)
    }

    @Test func `lets nobody work before the reboot`() throws {
        disk.crash()
        let process = disk.process()
        #expect(errorNumber { try process.makeFolders("/a") } == EIO)
        #expect(errorNumber { try disk.makeFolder("/a") } == EIO)
        disk.reboot()
        #expect(errorNumber { try process.makeFolders("/a") } == EIO)
        try disk.process().makeFolders("/a")
    }

    @Test(arguments: losses)
    func `loses nothing that was flushed`(loss: SimulatedDisk.Loss) throws {
        let process = disk.process()
        let file = try process.open("/a", for: .making)
        try file.write("0123456789")
        try file.setMode(0o600)
        try file.flush()
        let root = try process.open("/", for: .flushingFolder)
        try root.flush()
        try file.write("ab", at: 10)
        try process.move("/a", to: "/b")

        disk.reboot(losing: loss)

        let names = disk.names(in: "/")
        #expect(names == ["a"] || names == ["b"])
        let name = try #require(names.first)
        #expect(text("/" + name)?.hasPrefix("0123456789") == true)
        #expect(disk.mode(of: "/" + name) == 0o600)
        if loss == .nothing { #expect(text("/b") == "0123456789ab") }
        if loss == .bytes { #expect(text("/b") == "0123456789") }
        if loss == .everything { #expect(text("/a") == "0123456789") }
    }

    @Test func `loses a name in a folder that was not flushed`() throws {
        try disk.makeFolder("/x")
        let process = disk.process()
        let file = try process.open("/x/a", for: .making)
        try file.write("0")
        try file.flush()
        disk.reboot(losing: .everything)
        #expect(disk.names(in: "/x").isEmpty)
    }

    @Test func `keeps the folders above what was flushed only with a flush of theirs`() throws {
        let process = disk.process()
        try process.makeFolders("/x/y")
        _ = try process.open("/x/y/a", for: .making)
        try process.open("/x/y", for: .flushingFolder).flush()
        disk.reboot(losing: .everything)
        #expect(disk.names(in: "/").isEmpty)
    }

    @Test func `brings back what was removed, as far as it was flushed`() throws {
        try disk.write(Data("old".utf8), to: "/a")
        let process = disk.process()
        let file = try process.open("/a", for: .keeping)
        try file.write("new")
        try process.remove("/a")
        try file.close()
        #expect(disk.contents("/a") == nil)
        disk.reboot(losing: .everything)
        #expect(text("/a") == "old")
    }

    @Test(arguments: 0..<100)
    func `leaves one of two files under a name`(seed: Int) throws {
        try disk.write(Data("old".utf8), to: "/a")
        let process = disk.process()
        let file = try process.open("/a.new", for: .making)
        try file.write("new")
        try file.flush()
        try process.move("/a.new", to: "/a")
        disk.reboot(losing: .chosen(seed: UInt64(seed)))
        #expect(["old", "new"].contains(text("/a")))
        #expect(text("/a.new").map { $0 == "new" && text("/a") == "old" } ?? true)
    }

    @Test func `tears writes at sectors, and chooses differently for each file`() throws {
        var kinds: Set<String> = []
        for seed in 0..<100 {
            let disk = SimulatedDisk()
            for name in ["/a", "/b"] { try disk.write(Data(count: 2048), to: name) }
            let process = disk.process()
            for name in ["/a", "/b"] {
                let file = try process.open(name, for: .keeping)
                try file.write(String(repeating: "x", count: 2048))
            }
            disk.reboot(losing: .chosen(seed: UInt64(seed)))
            var kept: [Int] = []
            for name in ["/a", "/b"] {
                let bytes = try #require(disk.contents(name))
                #expect(bytes.count == 2048)
                let sectors = stride(from: 0, to: 2048, by: 512).map { bytes[$0..<$0 + 512] }
                #expect(sectors.allSatisfy { Set($0).count == 1 })
                kept.append(sectors.count { $0.first != 0 })
            }
            if kept == [4, 4] { kinds.insert("all") }
            if kept == [0, 0] { kinds.insert("none") }
            if kept == [0, 4] { kinds.insert("the second alone") }
            if kept.contains(where: { (1...3).contains($0) }) { kinds.insert("torn") }
        }
        #expect(kinds.count == 4)
    }

    @Test(arguments: 0..<20)
    func `chooses the same for the same seed`(seed: Int) throws {
        func left() throws -> [String] {
            let disk = SimulatedDisk()
            let process = disk.process()
            for number in 0..<20 {
                let file = try process.open("/a\(number)", for: .making)
                try file.write(String(repeating: "\(number % 10)", count: 3000))
                if number % 3 == 0 { try process.move("/a\(number)", to: "/b\(number)") }
            }
            disk.reboot(losing: .chosen(seed: UInt64(seed)))
            return disk.names(in: "/").map { name in
                "\(name) \(disk.contents("/" + name).map(Array.init) ?? [])"
            }
        }
        #expect(try left() == left())
    }

    @Test func `does not wait for ever with what nobody flushes`() throws {
        try disk.write(Data(), to: "/a")
        let file = try disk.process().open("/a", for: .keeping)
        let part = String(repeating: "x", count: 1024 * 1024)
        for number in 0..<6 { try file.write(part, at: Int64(number) * 1024 * 1024) }
        disk.reboot(losing: .everything)
        #expect(disk.contents("/a")?.count == 2 * 1024 * 1024)
    }

    // MARK: At a step

    @Test func `comes before a step`() throws {
        let process = disk.process()
        disk.planCrash(beforeStep: 2)
        let file = try process.open("/a", for: .making)
        #expect(errorNumber { try file.write("x") } == EIO)
        disk.reboot(losing: .nothing)
        #expect(text("/a") == "")
        #expect(
            disk.trace == [
                "1 p1 make /a: ok", "crash before 2 p1 write /a 0+1", "reboot losing nothing",
            ]
        )
    }

    @Test(
        arguments: [(.crash, EIO, "a"), (.crashAfter, nil, "b")]
            as [(SimulatedDisk.Effect, Int32?, String)]
    )
    func `comes before or after what was planned`(
        effect: SimulatedDisk.Effect,
        number: Int32?,
        left: String
    ) throws {
        try disk.write(Data("x".utf8), to: "/a")
        disk.plan(.move, effect)
        let process = disk.process()
        #expect(errorNumber { try process.move("/a", to: "/b") } == number)
        #expect(errorNumber { _ = try process.entry(at: "/b") } == EIO)
        disk.reboot(losing: .nothing)
        #expect(disk.names(in: "/") == [left])
    }

    // MARK: One process

    @Test func `is less than a crash where only a process dies`() throws {
        let (first, second) = (disk.process(), disk.process())
        let boot = second.boot
        let file = try first.open("/a", for: .making)
        try file.write("x")
        _ = try file.lock()
        let other = try second.open("/a", for: .keeping)
        #expect(throws: FileProblem(.destinationBusy)) { _ = try other.lock() }
        disk.kill(1)
        #expect(try other.lock())
        #expect(errorNumber { try file.write("late") } == EIO)
        #expect(errorNumber { try first.remove("/a") } == EIO)
        #expect(text("/a") == "x")
        disk.kill()
        #expect(errorNumber { try other.write("late") } == EIO)
        let third = disk.process()
        #expect(third.boot == boot)
        #expect(try third.open("/a", for: .keeping).lock())
    }
}
