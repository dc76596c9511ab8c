import Dispatch

extension DispatchSemaphore {
    /// Holds the thread, as a disk does that is slow.
    func pass() {
        wait()
    }
}
