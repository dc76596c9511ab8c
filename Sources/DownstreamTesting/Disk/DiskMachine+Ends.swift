extension DiskMachine {
    /// Starts a process.
    mutating func startProcess() -> Int {
        lastProcess += 1
        // A machine without power starts none.
        if !isDown { living.insert(lastProcess) }
        return lastProcess
    }

    /// Ends a process, or all.
    mutating func kill(_ process: Int?) {
        trace.note("kill \(process.map { "p\($0)" } ?? "all")")
        if let process { living.remove(process) } else { living = [] }
        let dead = opens.filter { !living.contains($0.value.process) }
        for opening in dead.keys.sorted() { close(opening) }
    }

    /// Takes the power away, in a step before it happens or else between two.
    mutating func crash(before step: String? = nil) {
        guard !isDown else { return }
        trace.note(step.map { "crash before \($0)" } ?? "crash")
        isDown = true
        living = []
        opens = [:]
    }

    /// Starts the machine again with what has reached the disk.
    mutating func reboot(losing loss: SimulatedDisk.Loss) {
        crash()
        trace.note("reboot losing \(loss.word)")
        var generator = SeededGenerator(seed: 0)
        if case .chosen(let seed) = loss { generator = SeededGenerator(seed: seed) }
        keepNames(losing: loss, &generator)
        for number in nodes.keys.sorted() {
            nodes[number]?.reboot(losing: loss, &generator)
        }
        let reachable = [Self.root] + names.reachable(from: Self.root)
        let living = Set(reachable)
        nodes = nodes.filter { living.contains($0.key) }
        names.keep(only: living)
        flushedNames = names
        for node in nodes.keys { nodes[node]?.links = 0 }
        for node in reachable { nodes[node]?.links += 1 }
        faults = FaultPlan()
        boots += 1
        isDown = false
    }

    private mutating func keepNames(
        losing loss: SimulatedDisk.Loss,
        _ generator: inout SeededGenerator
    ) {
        var survival: Survival?
        if case .chosen = loss { survival = Survival(of: waitingNames.count, &generator) }
        for (index, change) in waitingNames.enumerated() {
            let isKept =
                switch loss {
                case .nothing, .bytes: true
                case .everything: false
                // A change of names is never torn.
                case .chosen: survival?.fate(of: index, &generator) == .kept
                }
            if isKept { flushedNames.apply(change) }
        }
        names = flushedNames
        waitingNames = []
    }
}

extension SimulatedDisk.Loss {
    /// What the trace says of it.
    fileprivate var word: String {
        switch self {
        case .nothing: "nothing"
        case .bytes: "bytes"
        case .everything: "everything"
        case .chosen(let seed): "what seed \(seed) chooses"
        }
    }
}
