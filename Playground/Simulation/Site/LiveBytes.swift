internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// How many of the bytes that a network has handed out are still kept by somebody.
final class LiveBytes: Sendable {
    /// Less than this is copied rather than kept, and is not counted.
    private static let least = 4_096

    private let count = Locked(0)

    /// The bytes that are kept now.
    var now: Int { count.withLock(\.self) }

    /// A copy of bytes that is counted until nobody has it any more.
    func counted(_ data: Data) -> Data {
        guard data.count >= Self.least else { return data }
        let size = data.count
        count.withLock { $0 += size }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        unsafe data.copyBytes(to: copy)
        guard let start = copy.baseAddress else { return data }
        return unsafe Data(
            bytesNoCopy: start,
            count: size,
            deallocator: .custom { start, size in
                unsafe start.deallocate()
                self.count.withLock { $0 -= size }
            }
        )
    }
}
