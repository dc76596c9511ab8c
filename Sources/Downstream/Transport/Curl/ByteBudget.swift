/// The bytes of buffers that all transfers of a transport share.
///
/// A transfer that is refused goes on with the smallest buffer, which is not counted: so each one
/// always makes progress, and memory is bounded by the budget and what each mailbox holds at most in
/// smallest buffers, 48 KiB.
package final class ByteBudget: Sendable {
    /// Bytes that were taken out of a budget; they go back when it is let go.
    package final class Loan: Sendable {
        private let budget: ByteBudget
        private let bytes: Int64

        fileprivate init(_ bytes: Int64, of budget: ByteBudget) {
            self.budget = budget
            self.bytes = bytes
        }

        deinit {
            budget.left.withLock { $0 += bytes }
        }
    }

    private let left: Locked<Int64>
    /// Where the memory of these buffers comes from: what one fast transfer has in use is kept.
    let pool = BufferPool(of: ChunkBuffer.largest, keeping: 4)

    /// A budget of so many bytes.
    package init(_ bytes: Int64) {
        left = Locked(bytes)
    }

    /// Takes bytes out; nil where so many are not left.
    package func take(_ bytes: Int) -> Loan? {
        let bytes = Int64(bytes)
        let isGranted = left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
        return isGranted ? Loan(bytes, of: self) : nil
    }

    /// What can still be taken.
    package var remaining: Int64 { left.withLock(\.self) }
}
