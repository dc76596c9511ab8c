internal import CPlatform
internal import Downstream

/// Whether a signal has asked the tool to end, and which.
final class Interruption: Sendable {
    private let first = Locked<Int32?>(nil)
    private let bell: ds_bell

    /// Makes one before which no signal has come.
    init() {
        var bell = ds_bell(wait: -1, ring: -1)
        // Without a bell only the waiting for a reader of standard output cannot be cut short.
        _ = unsafe ds_bell_open(&bell)
        self.bell = bell
    }

    deinit {
        ds_bell_close(bell)
    }

    /// The first signal that came.
    var signal: Int32? { first.withLock(\.self) }

    /// Readable from the first signal on; negative where the system had no descriptor left.
    var descriptor: Int32 { bell.wait }

    /// Takes in a signal; false if it is not the first.
    func note(_ signal: Int32) -> Bool {
        let isFirst = first.withLock { first in
            defer { first = first ?? signal }
            return first == nil
        }
        if isFirst, bell.ring >= 0 { ds_bell_ring(bell) }
        return isFirst
    }
}
