internal import Downstream
internal import DownstreamTesting

/// What happens between two starts of the machine, or of its processes.
struct LifePlan: Sendable {
    /// How it ends.
    enum End: Sendable, Equatable {
        /// When everything has ended by itself.
        case orderly
        /// The power goes, before or after so many more steps on the disk.
        case crash(step: Int)
        /// The power goes right after the file has got its name, or in the flush behind it.
        case crashAt(SimulatedDisk.Operation, number: Int, after: Bool)
        /// A process is killed before so many of its steps on the disk.
        case kill(process: Int, step: Int)
        /// A process is killed at this time.
        case killAt(Duration, process: Int)
    }

    /// What the disk does.
    enum Faults: Sendable, Equatable {
        case none
        case random(oneIn: Int, seed: UInt64)
        case full(write: Int, taken: Int)
        case once(SimulatedDisk.Operation, number: Int, SimulatedDisk.Effect)
    }

    /// The downloads of a process.
    struct Process: Sendable {
        var downloads: [DownloadPlan]
        var isBatch = false
    }

    var processes: [Process]
    var mood = Site.Mood()
    var faults = Faults.none
    var end = End.orderly
    /// What is lost where the power goes at its end, though nothing else happened; nil where it stays.
    var loss: SimulatedDisk.Loss?
    /// Once in so many times, the clock jumps further than the next sleeper; 0 for never.
    var jumps = 0
    /// Which files change before it.
    var changes: [Int] = []

    /// Whether nothing is in the way of its downloads but they themselves.
    var isUnhindered: Bool {
        // A download that is alone gets its first connection, and can do without others.
        let isAlone = processes.count == 1 && processes[0].downloads.count == 1
        return mood.misbehaves == 0 && faults == .none && end == .orderly
            && (mood.crowd == nil || isAlone)
    }
}
