internal import DownstreamTesting

extension LifePlan.Faults {
    /// Plans them on a disk.
    func plan(on disk: SimulatedDisk) {
        switch self {
        case .none: return
        case .random(let rate, let seed): disk.failRandomly(oneIn: rate, seed: seed)
        case .full(let write, let taken):
            disk.plan(.write, number: write, .short(taken, .full))
            disk.plan(.write, number: write + 1, .short(0, .full))
        case .once(let operation, let number, let effect):
            disk.plan(operation, number: number, effect)
        }
    }
}

extension LifePlan.End {
    /// Plans a crash on a disk.
    func plan(on disk: SimulatedDisk) {
        switch self {
        case .crash(let step): disk.planCrash(beforeStep: disk.steps + step)
        case .crashAt(let operation, let number, let after):
            disk.plan(operation, number: number, after ? .crashAfter : .crash)
        case .orderly, .kill, .killAt: return
        }
    }

    /// Whether the power goes.
    var isCrash: Bool {
        switch self {
        case .crash, .crashAt: true
        case .orderly, .kill, .killAt: false
        }
    }

    /// The steps on the disk that a process has before it is killed; nil where nobody kills it.
    func steps(of index: Int) -> Int? {
        if case .kill(index, let steps) = self { steps } else { nil }
    }

    /// When a process is killed; nil for never.
    var killTime: (time: Duration, process: Int)? {
        if case .killAt(let time, let process) = self { (time, process) } else { nil }
    }
}

extension LifePlan {
    /// What the trace says of it.
    var text: String {
        var parts = [
            "\(processes.count) process\(processes.count > 1 ? "es" : "")",
            "answers misbehave one in \(mood.misbehaves)", "disk: \(faults)", "end: \(end)",
        ]
        if mood.changes > 0 { parts.append("files change one in \(mood.changes) answers") }
        if let crowd = mood.crowd { parts.append("\(crowd) connections are enough for a server") }
        if mood.isSlow { parts.append("connections are slow") }
        if jumps > 0 { parts.append("the clock jumps") }
        if let loss { parts.append("then the power goes, losing \(loss)") }
        return parts.joined(separator: "; ")
    }
}
