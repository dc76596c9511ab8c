internal import DownstreamTesting

extension LifePlan {
    /// A life as the dice want it.
    init(_ cast: Cast, _ dice: inout Dice) {
        let count = dice.oneIn(3) ? 2 : 1
        var processes: [Process] = []
        for _ in 0..<count {
            let downloads = (0..<dice.pick([1, 1, 1, 2, 3])).map { _ in
                cast.download(&dice)
            }
            let isBatch = downloads.count > 1 && dice.oneIn(3)
            processes.append(Process(downloads: downloads, isBatch: isBatch))
        }
        self.init(processes: processes)
        if count == 2, dice.oneIn(2) { haveThemMeet() }
        mood = Site.Mood(
            misbehaves: dice.pick([0, 1, 2, 2, 3, 6]),
            changes: dice.oneIn(3) ? dice.number(2...8) : 0,
            crowd: dice.oneIn(6) ? dice.number(1...4) : nil,
            isSlow: dice.oneIn(3)
        )
        faults = Self.faults(&dice)
        end = Self.end(processes: count, &dice)
        if end.isCrash || dice.oneIn(4) { loss = Self.loss(&dice) }
        jumps = dice.oneIn(5) ? dice.number(2...30) : 0
        for index in cast.resources.indices where dice.oneIn(6) { changes.append(index) }
    }

    /// Has both processes begin with the same destination at the same time.
    private mutating func haveThemMeet() {
        processes[1].downloads[0].place = processes[0].downloads[0].place
        for index in processes.indices { processes[index].downloads[0].delay = .zero }
    }

    /// Has its first download be the one of another life, as somebody does who tries again.
    mutating func tryAgain(_ other: LifePlan) {
        processes[0].downloads[0] = other.processes[0].downloads[0]
        processes[0].downloads[0].delay = .zero
        processes[0].downloads[0].listener = ListenerPlan()
    }

    private static func faults(_ dice: inout Dice) -> Faults {
        switch dice.below(10) {
        case 0: return .random(oneIn: dice.number(5...60), seed: dice.seed())
        case 1: return .full(write: dice.number(1...30), taken: dice.below(3_000))
        case 2:
            let operation = dice.pick([
                SimulatedDisk.Operation.write, .write, .write, .flush, .move, .settle, .close,
                .remove, .make, .open, .cut, .read,
            ])
            let failure = dice.pick([SimulatedDisk.Failure.broken, .full, .overQuota, .denied])
            let effects: [SimulatedDisk.Effect] =
                switch operation {
                case .write: [.short(dice.below(5_000), failure), .fail(failure)]
                case .flush: [.lose(failure), .fail(failure)]
                default: [.fail(failure)]
                }
            return .once(operation, number: dice.number(1...12), dice.pick(effects))
        default: return .none
        }
    }

    private static func end(processes: Int, _ dice: inout Dice) -> End {
        let process = dice.below(processes)
        switch dice.below(12) {
        case 0, 1: return .crash(step: dice.number(1...120))
        case 2:
            let operation = dice.pick([
                SimulatedDisk.Operation.move, .flush, .close, .remove, .write,
            ])
            return .crashAt(operation, number: dice.number(1...6), after: dice.oneIn(2))
        case 3: return .kill(process: process, step: dice.number(1...100))
        case 4: return .killAt(.milliseconds(dice.number(0...40_000)), process: process)
        default: return .orderly
        }
    }

    private static func loss(_ dice: inout Dice) -> SimulatedDisk.Loss {
        switch dice.below(8) {
        case 0: .nothing
        case 1: .bytes
        case 2, 3: .everything
        default: .chosen(seed: dice.seed())
        }
    }
}
