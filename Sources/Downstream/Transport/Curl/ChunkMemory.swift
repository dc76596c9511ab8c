#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The memory in which one chunk is collected.
@safe
final class ChunkMemory {
    /// How many bytes find room.
    let size: Int
    /// How many bytes there are.
    private(set) var count = 0
    private let pool: BufferPool
    /// Nil once it is lent.
    private var start: UnsafeMutableRawPointer?

    /// Room for so many bytes.
    init(_ size: Int, of pool: BufferPool) {
        self.size = size
        self.pool = pool
        unsafe start = pool.take(size)
    }

    deinit {
        if let start = unsafe start { unsafe pool.giveBack(start, size) }
    }

    /// Adds bytes, for which there has to be room.
    func append(_ more: RawSpan) {
        precondition(more.byteCount <= size - count)
        let room = unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
        unsafe more.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        }
        count += more.byteCount
    }

    /// Takes the bytes out and leaves the memory here.
    func takeCopy() -> Data {
        defer { count = 0 }
        return unsafe Data(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Gives the bytes away with the memory, which returns to the pool with their last reference.
    func lend() -> Data {
        guard let memory = unsafe start else { return Data() }
        unsafe start = nil
        return unsafe Data(
            bytesNoCopy: memory,
            count: count,
            deallocator: .custom { [pool, size] memory, _ in
                unsafe pool.giveBack(memory, size)
            }
        )
    }
}
