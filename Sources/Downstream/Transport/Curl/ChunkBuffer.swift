#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
#else
package import struct Foundation.Data
#endif

/// Where the bytes of one transfer are collected into chunks of a good size.
///
/// Begins with 16 KiB and moves up to 64 and 512 KiB while its consumer is behind; a chunk is never
/// larger than the buffer it was collected in.
package struct ChunkBuffer {
    /// The sizes of buffers, in bytes.
    package static let classes = [16 * 1024, 64 * 1024, largest]
    static let largest = 512 * 1024

    private let budget: ByteBudget
    private var memory: ChunkMemory?
    private var loan: ByteBudget.Loan?
    private var level = 0

    /// A buffer that takes its memory from `budget`.
    package init(_ budget: ByteBudget) {
        self.budget = budget
    }

    /// Whether nothing has been collected.
    package var isEmpty: Bool { (memory?.count ?? 0) == 0 }

    /// Whether so many more bytes have to wait until the chunk is taken out.
    package func isFull(for count: Int) -> Bool {
        guard let memory else { return false }
        return memory.count > 0 && memory.count + count > memory.size
    }

    /// Collects bytes; ask `isFull` first.
    package mutating func append(_ more: RawSpan) {
        if isEmpty, (memory?.size ?? 0) < more.byteCount { reserve(more.byteCount) }
        memory?.append(more)
    }

    /// Takes out what was collected because the next bytes found no room: the next buffer is larger.
    ///
    /// - Returns: The chunk, and what it counts for until its consumer has it.
    package mutating func takeFull() -> (chunk: Data, loan: ByteBudget.Loan?) {
        level = min(level + 1, Self.classes.count - 1)
        let loan = loan
        return (lend(), loan)
    }

    /// Takes out what was collected because the consumer waits for it.
    package mutating func takeEarly() -> Data {
        guard let memory, memory.count < memory.size / 2 else { return lend() }
        // A chunk that is kept must not hold a buffer of several times its size.
        if memory.count < memory.size / 8 { level = max(level - 1, 0) }
        let copy = memory.takeCopy()
        if memory.size > Self.classes[level] { release() }
        return copy
    }

    /// Drops what was collected, and the memory.
    package mutating func release() {
        memory = nil
        loan = nil
    }

    private mutating func lend() -> Data {
        let chunk = memory?.lend() ?? Data()
        release()
        return chunk
    }

    private mutating func reserve(_ least: Int) {
        loan = level > 0 ? budget.take(Self.classes[level]) : nil
        memory = ChunkMemory(max(Self.classes[loan == nil ? 0 : level], least), of: budget.pool)
    }
}
