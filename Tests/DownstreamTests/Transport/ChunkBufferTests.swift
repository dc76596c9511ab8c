import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A buffer of chunks")
struct ChunkBufferTests {
    private static let total: Int64 = 1 << 20
    private static let piece = 16 * 1024
    private let budget = ByteBudget(total)

    /// A buffer that has grown so often.
    private func buffer(level: Int, of budget: ByteBudget) -> ChunkBuffer {
        var buffer = ChunkBuffer(budget)
        for _ in 0..<level {
            buffer.append(1)
            _ = buffer.takeFull()
        }
        return buffer
    }

    /// How many bytes go in before it is full.
    private func room(_ buffer: inout ChunkBuffer) -> Int {
        var count = 0
        while !buffer.isFull(for: Self.piece) {
            buffer.append(Self.piece)
            count += Self.piece
        }
        return count
    }

    @Test func `takes in nothing and is empty at first`() {
        let buffer = ChunkBuffer(budget)
        #expect(buffer.isEmpty)
        #expect(!buffer.isFull(for: 1 << 30))
        #expect(budget.remaining == Self.total)
    }

    @Test(arguments: [(0, 16 * 1024), (1, 64 * 1024), (2, 512 * 1024), (3, 512 * 1024)])
    func `grows while its consumer is behind`(times: Int, size: Int) {
        var buffer = buffer(level: times, of: budget)
        #expect(room(&buffer) == size)
        // The smallest is free.
        #expect(budget.remaining == Self.total - Int64(times == 0 ? 0 : size))
    }

    @Test func `counts a full chunk as long as its loan is held`() {
        var buffer = buffer(level: 1, of: budget)
        let size = room(&buffer)
        var full: (chunk: Data, loan: ByteBudget.Loan?)? = buffer.takeFull()

        #expect(full?.chunk.count == size)
        #expect(full?.loan != nil && buffer.isEmpty)
        #expect(budget.remaining == Self.total - Int64(size))
        full = nil
        #expect(budget.remaining == Self.total)
    }

    @Test func `stays small where the budget is used up`() {
        let poor = ByteBudget(64 * 1024 - 1)
        var buffer = buffer(level: 2, of: poor)
        #expect(room(&buffer) == Self.piece)
        #expect(poor.remaining == 64 * 1024 - 1)
        #expect(buffer.takeFull().chunk.count == Self.piece)
    }

    /// After a chunk of so many bytes was taken early, the next buffer's size, and whether the
    /// memory was kept for it.
    @Test(arguments: [
        (512 * 1024, 512 * 1024, false), (256 * 1024, 512 * 1024, false),
        (256 * 1024 - 1, 512 * 1024, true), (64 * 1024, 512 * 1024, true),
        (64 * 1024 - 1, 64 * 1024, false), (1, 64 * 1024, false),
    ])
    func `shrinks where its consumer is ahead`(count: Int, next: Int, keeps: Bool) {
        var buffer = buffer(level: 2, of: budget)
        for _ in 0..<(count / Self.piece) { buffer.append(Self.piece) }
        buffer.append(count % Self.piece)

        let chunk = buffer.takeEarly()

        #expect(chunk == Data(repeating: 7, count: count))
        #expect(buffer.isEmpty)
        #expect(budget.remaining == Self.total - (keeps ? 512 * 1024 : 0))
        #expect(room(&buffer) == next)
        #expect(budget.remaining == Self.total - Int64(next))
    }

    @Test func `leaves a chunk alone that was taken out`() {
        var buffer = ChunkBuffer(budget)
        buffer.append(100)
        let early = buffer.takeEarly()
        let copy = Data(Array(early))
        buffer.append(200)
        #expect(early == copy)
    }

    @Test func `has room for a piece that is larger than its buffer`() {
        var buffer = buffer(level: 1, of: budget)
        for size in [Self.piece, 5 * Self.piece] {
            buffer.append(size)
            #expect(buffer.takeEarly().count == size)
        }
    }

    @Test func `uses the memory of large chunks again, the one last used first`() {
        var buffer = buffer(level: 2, of: budget)
        var chunks: [Data?] = (0..<3).map { _ in fullChunk(of: &buffer) }
        let places = chunks.map(Self.place)
        for index in [1, 2, 0] { chunks[index] = nil }

        let again = (0..<3).map { _ in fullChunk(of: &buffer) }
        #expect(again.map(Self.place) == [places[0], places[2], places[1]])
    }

    private func fullChunk(of buffer: inout ChunkBuffer) -> Data {
        _ = room(&buffer)
        return buffer.takeFull().chunk
    }

    private static func place(_ chunk: Data?) -> UInt? {
        unsafe chunk?.withUnsafeBytes { unsafe $0.baseAddress.map { UInt(bitPattern: $0) } }
    }

    @Test func `gives its memory back when it is released, and goes on`() {
        var buffer = buffer(level: 2, of: budget)
        buffer.append(100)
        buffer.release()
        buffer.release()
        #expect(budget.remaining == Self.total)
        #expect(buffer.isEmpty)

        buffer.append(100)
        let chunk = buffer.takeEarly()
        #expect(chunk.count == 100)
    }
}

extension ChunkBuffer {
    /// Collects so many equal bytes.
    fileprivate mutating func append(_ count: Int) {
        unsafe append([UInt8](repeating: 7, count: count).span.bytes)
    }
}
