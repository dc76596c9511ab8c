/// Memory of large chunks, to be used again.
///
/// The system gives memory whose every page is zeroed when it is first touched: to a fast transfer
/// that costs as much as the bytes themselves.
final class BufferPool: Sendable {
    /// The one size that is worth keeping.
    private let size: Int
    private let limit: Int
    /// The addresses of what nobody uses.
    private let idle = Locked<[UInt]>([])

    /// A pool that keeps at most so many buffers of one size.
    init(of size: Int, keeping limit: Int) {
        self.size = size
        self.limit = limit
    }

    deinit {
        for address in idle.withLock(\.self) {
            unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
        }
    }

    /// Gives memory of a size, which is to be given back.
    func take(_ size: Int) -> UnsafeMutableRawPointer {
        let address = size == self.size ? idle.withLock { $0.popLast() } : nil
        return unsafe address.flatMap { unsafe UnsafeMutableRawPointer(bitPattern: $0) }
            ?? .allocate(byteCount: size, alignment: 16)
    }

    /// Takes memory back.
    func giveBack(_ memory: UnsafeMutableRawPointer, _ size: Int) {
        let address = UInt(bitPattern: memory)
        let isKept = idle.withLock { idle in
            guard size == self.size, idle.count < limit else { return false }
            idle.append(address)
            return true
        }
        if !isKept { unsafe memory.deallocate() }
    }
}
