internal import CPlatform

/// What rings for a thread when a gate opens.
///
/// Task and thread share it, so neither waits for the other to be done with it: a task may have to
/// wait for the very thread that waits for the connection's thread to end.
final class GateBell: Sendable {
    private let bell: ds_bell

    /// Nil where the system has no descriptor left.
    init?() {
        var bell = ds_bell()
        guard unsafe ds_bell_open(&bell) == 0 else { return nil }
        self.bell = bell
    }

    deinit {
        ds_bell_close(bell)
    }

    /// What is readable once the gate is open.
    var descriptor: Int32 { bell.wait }

    /// Rings when the gate opens, unless the task is cancelled before.
    func ring(atOpeningOf gate: Gate) -> Task<Void, Never> {
        Task {
            guard (try? await gate.pass()) != nil else { return }
            ds_bell_ring(bell)
        }
    }
}
