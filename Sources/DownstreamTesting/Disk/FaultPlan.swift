/// Which of the next steps go wrong.
struct FaultPlan: Sendable {
    private struct Fault {
        let operation: SimulatedDisk.Operation
        let name: String?
        /// How many such steps come before the one that goes wrong.
        var left: Int
        let effect: SimulatedDisk.Effect
    }

    private struct Chance {
        let rate: Int
        var generator: SeededGenerator
    }

    private var planned: [Fault] = []
    private var crashStep: Int?
    private var chance: Chance?

    mutating func plan(
        _ operation: SimulatedDisk.Operation,
        of name: String?,
        number: Int,
        _ effect: SimulatedDisk.Effect
    ) {
        planned.append(
            Fault(operation: operation, name: name, left: max(1, number) - 1, effect: effect)
        )
    }

    mutating func planCrash(beforeStep step: Int) {
        crashStep = step
    }

    mutating func failRandomly(oneIn rate: Int, seed: UInt64) {
        chance = Chance(rate: max(1, rate), generator: SeededGenerator(seed: seed))
    }

    /// What goes wrong in a step on paths with these last components; nil for nothing.
    mutating func effect(
        of operation: SimulatedDisk.Operation,
        on names: [String],
        atStep step: Int
    ) -> SimulatedDisk.Effect? {
        if step == crashStep { return .crash }
        var effect: SimulatedDisk.Effect?
        var open: [Fault] = []
        for var fault in planned {
            let isMet =
                fault.operation == operation && fault.name.map(names.contains) ?? true
            if isMet, fault.left == 0, effect == nil {
                effect = fault.effect
                continue
            }
            if isMet { fault.left = max(0, fault.left - 1) }
            open.append(fault)
        }
        planned = open
        return effect ?? random(operation)
    }

    private mutating func random(_ operation: SimulatedDisk.Operation) -> SimulatedDisk.Effect? {
        let effects = Self.effects(of: operation)
        guard !effects.isEmpty, var chance else { return nil }
        defer { self.chance = chance }
        guard chance.generator.below(chance.rate) == 0 else { return nil }
        let effect = effects[chance.generator.below(effects.count)]
        guard case .short(_, let failure) = effect else { return effect }
        return .short(chance.generator.below(64 * 1024), failure)
    }

    /// The ways in which such a step fails on real disks.
    private static func effects(
        of operation: SimulatedDisk.Operation
    ) -> [SimulatedDisk.Effect] {
        switch operation {
        case .write: [.fail(.full), .fail(.broken), .short(0, .full), .short(0, .overQuota)]
        case .flush: [.fail(.broken), .lose(.broken), .lose(.full)]
        case .move, .remove: [.fail(.broken), .fail(.denied), .fail(.readOnly)]
        case .make, .makeFolder: [.fail(.full), .fail(.denied), .fail(.tooManyOpen)]
        case .open: [.fail(.tooManyOpen), .fail(.broken)]
        case .read, .cut: [.fail(.broken)]
        case .close, .settle: [.fail(.full), .fail(.broken)]
        case .setMode, .setTime, .setAttribute, .getAttribute: [.fail(.denied)]
        case .look, .measure, .lock: []
        }
    }
}
