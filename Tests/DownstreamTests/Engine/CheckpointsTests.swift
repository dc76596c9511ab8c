import Dispatch
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

/// One after another: the whole process has one turn to flush.
@Suite("When a checkpoint is due", .timeLimit(.minutes(5)), .serialized)
struct CheckpointsTests {
    private static let enough: Int64 = 16 * 1024 * 1024

    private let folder: TemporaryFolder
    private let file: PartialFile

    init() throws {
        folder = try TemporaryFolder()
        file = try folder.partial("x")
        try file.write("bytes")
    }

    /// Ticks, and tells whether that began a checkpoint.
    @discardableResult
    private func tick(
        _ checkpoints: Checkpoints,
        _ length: Int64,
        after time: Duration
    ) throws -> Bool {
        var began = false
        try checkpoints.tick(length, at: time) { isFlushed in
            #expect(isFlushed)
            began = true
            return try file.checkpoint(.sample(safe: length))
        }
        return began
    }

    private var recorded: Int64? {
        PartialFile.readRecord(folder.path("x.part.json")).record?.safe.prefix
    }

    @Test(
        .case(19),
        arguments: [
            (enough, .seconds(5), true), (enough - 1, .seconds(5), false),
            (enough, .milliseconds(4999), false), (0, .seconds(3600), false),
            (100 * enough, .seconds(1), false), (100 * enough, .seconds(3600), true),
        ] as [(Int64, Duration, Bool)]
    )
    func `takes so many bytes and so much time`(
        length: Int64,
        time: Duration,
        isDue: Bool
    ) async throws {
        let checkpoints = Checkpoints()
        try tick(checkpoints, 0, after: .seconds(100))
        #expect(try tick(checkpoints, length, after: .seconds(100) + time) == isDue)
        await checkpoints.settle()
        #expect(checkpoints.safe.count == (isDue ? length : 0))
        #expect(recorded == (isDue ? length : nil))
    }

    @Test func `counts from the first tick on`() async throws {
        let checkpoints = Checkpoints()
        #expect(try !tick(checkpoints, Self.enough, after: .seconds(100)))
        #expect(try tick(checkpoints, Self.enough, after: .seconds(105)))
        await checkpoints.settle()
    }

    @Test func `counts from the last checkpoint on`() async throws {
        let checkpoints = Checkpoints()
        try tick(checkpoints, 0, after: .zero)
        #expect(try tick(checkpoints, Self.enough, after: .seconds(60)))
        await checkpoints.settle()
        #expect(try !tick(checkpoints, 2 * Self.enough - 1, after: .seconds(120)))
        #expect(try !tick(checkpoints, 2 * Self.enough, after: .seconds(64)))
        #expect(try tick(checkpoints, 2 * Self.enough, after: .seconds(65)))
        await checkpoints.settle()
        #expect(checkpoints.safe.count == 2 * Self.enough)
    }

    @Test func `counts from the bytes that a run goes on from`() async throws {
        let checkpoints = Checkpoints()
        checkpoints.restart(at: ByteRanges(upTo: Self.enough))
        #expect(checkpoints.safe.count == Self.enough)
        try tick(checkpoints, Self.enough, after: .zero)
        #expect(try !tick(checkpoints, 2 * Self.enough - 1, after: .seconds(60)))
        #expect(try tick(checkpoints, 2 * Self.enough, after: .seconds(60)))
        await checkpoints.settle()
        checkpoints.restart(at: ByteRanges())
        #expect(checkpoints.safe.isEmpty)
    }

    @Test func `comes one at a time, and is waited for by nobody but who settles`() async throws {
        let (first, second) = (Checkpoints(), Checkpoints())
        try tick(first, 0, after: .zero)
        try tick(second, 0, after: .zero)
        let gate = DispatchSemaphore(value: 0)
        let holder = RunTask.start(on: IOExecutor.flushing) { gate.pass() }
        #expect(try tick(first, Self.enough, after: .seconds(5)))
        #expect(try !tick(first, 2 * Self.enough, after: .seconds(10)))
        #expect(try !tick(second, Self.enough, after: .seconds(10)))
        #expect(first.safe.isEmpty)
        #expect(recorded == nil)

        gate.signal()
        await holder.value
        await first.settle()
        #expect(first.safe.count == Self.enough)
        #expect(recorded == Self.enough)
        #expect(try tick(second, Self.enough, after: .seconds(10)))
        await second.settle()
    }

    @Test func `is of no use where its record cannot be written`() async throws {
        let checkpoints = Checkpoints()
        try tick(checkpoints, 0, after: .zero)
        try folder.makeFolder("x.part.json.new")
        #expect(try tick(checkpoints, Self.enough, after: .seconds(5)))
        await checkpoints.settle()
        #expect(checkpoints.safe.isEmpty)
        #expect(!checkpoints.hasFailed)
        #expect(try !tick(checkpoints, Self.enough + 1, after: .seconds(5)))
    }

    @Test(.case(67)) func `is told at the next tick if it failed`() async throws {
        let checkpoints = Checkpoints()
        try tick(checkpoints, 0, after: .zero)
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        // A pipe cannot be flushed.
        let broken = PartialFile.Checkpoint(
            descriptor: ends[1],
            path: folder.path("x.part"),
            recordPath: folder.path("x.part.json"),
            record: .sample(safe: Self.enough)
        )
        try checkpoints.tick(Self.enough, at: .seconds(5)) { _ in broken }
        await checkpoints.settle()
        #expect(checkpoints.safe.isEmpty)
        #expect(checkpoints.hasFailed)
        #expect(recorded == nil)
        #expect(throws: FileProblem.self) { try checkpoints.check() }
        #expect(throws: FileProblem.self) {
            try tick(checkpoints, Self.enough + 1, after: .seconds(5))
        }
        // The turn is another run's all the same.
        let other = Checkpoints()
        try tick(other, 0, after: .zero)
        #expect(try tick(other, Self.enough, after: .seconds(5)))
        await other.settle()
    }

    @Test func `gives its turn back where no run could use it`() async throws {
        let checkpoints = Checkpoints()
        try checkpoints.tick(0, at: .zero) { _ in nil }
        for second in 5..<8 {
            var asked = 0
            try checkpoints.tick(Self.enough, at: .seconds(second)) { _ in
                asked += 1
                return nil
            }
            #expect(asked == 1)
        }
        await checkpoints.settle()
        #expect(checkpoints.safe.isEmpty)
    }

    @Test func `gives its turn back where it cannot begin`() async throws {
        let checkpoints = Checkpoints()
        try tick(checkpoints, 0, after: .zero)
        #expect(throws: FileProblem.self) {
            try checkpoints.tick(Self.enough, at: .seconds(5)) { _ in
                throw FileProblem(.partialFileLost)
            }
        }
        #expect(try tick(checkpoints, Self.enough, after: .seconds(5)))
        await checkpoints.settle()
        #expect(checkpoints.safe.count == Self.enough)
    }

    @Test func `has nothing to settle where none is under way`() async {
        await Checkpoints().settle()
    }
}
