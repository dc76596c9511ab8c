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
    package static let classes = [16 * 1024, 64 * 1024, 512 * 1024]

    private let budget: ByteBudget
    private var bytes = Data()
    private var capacity = 0
    private var loan: ByteBudget.Loan?
    private var level = 0

    /// A buffer that takes its memory from `budget`.
    package init(_ budget: ByteBudget) {
        self.budget = budget
    }

    /// Whether nothing has been collected.
    package var isEmpty: Bool { bytes.isEmpty }

    /// Whether so many more bytes have to wait until the chunk is taken out.
    package func isFull(for count: Int) -> Bool {
        !bytes.isEmpty && bytes.count + count > capacity
    }

    /// Collects bytes; ask `isFull` first.
    package mutating func append(_ more: RawSpan) {
        if capacity == 0 { reserve(more.byteCount) }
        unsafe more.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
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
        guard bytes.count < capacity / 2 else { return lend() }
        // A chunk that is kept must not hold a buffer of several times its size.
        if bytes.count < capacity / 8 { level = max(level - 1, 0) }
        let copy = unsafe bytes.withUnsafeBytes { unsafe Data($0) }
        if capacity > Self.classes[level] {
            release()
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
        return copy
    }

    /// Drops what was collected, and the memory.
    package mutating func release() {
        bytes = Data()
        capacity = 0
        loan = nil
    }

    private mutating func lend() -> Data {
        let chunk = bytes
        release()
        return chunk
    }

    private mutating func reserve(_ least: Int) {
        loan = level > 0 ? budget.take(Self.classes[level]) : nil
        capacity = max(Self.classes[loan == nil ? 0 : level], least)
        bytes = Data(capacity: capacity)
    }
}
