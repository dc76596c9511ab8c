/// The bytes of buffers that all transfers of a transport share.
///
/// A transfer that is refused goes on with the smallest buffer, which is not counted: so each one
/// always makes progress, and memory is bounded by the budget and 16 KiB a transfer.
package final class ByteBudget: Sendable {
    private let left: Locked<Int64>

    /// A budget of so many bytes.
    package init(_ bytes: Int64) {
        left = Locked(bytes)
    }

    /// Takes bytes out; false leaves it as it is.
    package func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard left >= Int64(bytes) else { return false }
            left -= Int64(bytes)
            return true
        }
    }

    /// Gives bytes back.
    package func giveBack(_ bytes: Int) {
        left.withLock { $0 += Int64(bytes) }
    }

    /// What can still be taken.
    package var remaining: Int64 { left.withLock(\.self) }
}
