internal import Downstream

extension SimulatedDisk {
    /// A kind of step.
    @nonexhaustive
    public enum Operation: String, Sendable, CaseIterable {
        /// Asking what is at a path.
        case look
        /// Asking how much room is left.
        case measure
        /// Making a folder.
        case makeFolder
        /// Opening what is there.
        case open
        /// Opening a file that was not there.
        case make
        /// Locking.
        case lock
        /// Reading bytes.
        case read
        /// Writing bytes.
        case write
        /// Cutting a file to a length.
        case cut
        /// Setting who may read and write.
        case setMode
        /// Setting when a file was modified.
        case setTime
        /// Reading an attribute.
        case getAttribute
        /// Setting an attribute.
        case setAttribute
        /// Flushing a file or a folder.
        case flush
        /// Asking for the news of failed writes.
        case settle
        /// Closing.
        case close
        /// Renaming.
        case move
        /// Removing a file.
        case remove
    }

    /// What the system says of a step that fails.
    @nonexhaustive
    public enum Failure: Sendable, Equatable, CaseIterable {
        /// `ENOSPC`: the disk is full.
        case full
        /// `EDQUOT`: the quota is used up.
        case overQuota
        /// `EACCES`: permission denied.
        case denied
        /// `EROFS`: the file system is read-only.
        case readOnly
        /// `EIO`: the disk is broken.
        case broken
        /// `EMFILE`: too many files are open.
        case tooManyOpen
        /// `EINVAL`: the file system cannot do it.
        case unsupported
    }

    /// What goes wrong in a step.
    @nonexhaustive
    public enum Effect: Sendable, Equatable {
        /// It fails, and changes nothing.
        case fail(Failure)
        /// A write takes so many bytes, and then fails; another step just fails.
        case short(Int, Failure)
        /// A flush fails, and the bytes that it was to flush are gone: where they were is what had
        /// been flushed before, or zeros. Another step just fails.
        case lose(Failure)
        /// The machine crashes before it.
        case crash
        /// It succeeds or fails as it would, and then the machine crashes.
        case crashAfter
    }

    /// Plans a fault: it happens once.
    ///
    /// - Parameters:
    ///   - operation: The kind of step.
    ///   - name: The last component of its path, for a file that is open the one it was opened by;
    ///     for a rename either of its two. nil for any.
    ///   - number: Which of these steps, from 1, counted from now on.
    ///   - effect: What goes wrong.
    public func plan(
        _ operation: Operation,
        of name: String? = nil,
        number: Int = 1,
        _ effect: Effect
    ) {
        machine.withLock { $0.faults.plan(operation, of: name, number: number, effect) }
    }

    /// Plans a crash before a step, which ``steps`` counts from 1; it is none if it has been taken.
    public func planCrash(beforeStep step: Int) {
        machine.withLock { $0.faults.planCrash(beforeStep: step) }
    }

    /// From now on, one in so many of the steps that can fail does, in a way that such a step can; the
    /// seed says which and how.
    ///
    /// Crashes are not among them.
    public func failRandomly(oneIn rate: Int, seed: UInt64) {
        machine.withLock { $0.faults.failRandomly(oneIn: rate, seed: seed) }
    }

    /// Forgets all faults that have not happened.
    public func heal() {
        machine.withLock { $0.faults = FaultPlan() }
    }
}
