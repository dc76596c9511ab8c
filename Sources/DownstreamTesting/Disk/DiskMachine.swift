/// The state of a simulated disk and of the machine around it.
struct DiskMachine: Sendable {
    /// An open file.
    struct Opening: Sendable {
        let node: Int
        let process: Int
        let isWritable: Bool
    }

    static let root = 1

    private let capacity: Int
    let hasLocks: Bool
    let hasAttributes: Bool

    var nodes: [Int: SimulatedNode] = [:]
    var lastNode = DiskMachine.root
    /// As programs see them.
    var names = NameTable()
    /// As they are on the disk.
    var flushedNames = NameTable()
    /// What leads from the one to the other.
    var waitingNames: [NameChange] = []

    var opens: [Int: Opening] = [:]
    var lastOpening = 0
    var lastProcess = 0
    var living: Set<Int> = []
    var boots = 1
    var isDown = false

    private(set) var steps = 0
    var trace = DiskTrace()
    var faults = FaultPlan()
    private var lastNumber: UInt64 = 0
    private var clock: Int64 = 1_700_000_000_000_000_000

    init(capacity: Int, hasLocks: Bool, hasAttributes: Bool) {
        self.capacity = capacity
        self.hasLocks = hasLocks
        self.hasAttributes = hasAttributes
        nodes[Self.root] = SimulatedNode(isFolder: true, mode: 0o755, time: clock)
        nodes[Self.root]?.links = 1
    }

    var boot: String { "simulated-boot-\(boots)" }

    /// The bytes that still fit.
    var room: Int {
        let used = nodes.values.reduce(0) { $0 + ($1.isUsed ? $1.body.bytes.count : 0) }
        return max(0, capacity - used)
    }

    /// Another number each time.
    mutating func uniqueNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// The time, which moves on with every look at it.
    mutating func now() -> Int64 {
        clock += 1_000_000
        return clock
    }
}

// MARK: - Steps

extension DiskMachine {
    /// Takes a step on the path of a file, for a rename on both, with what goes wrong in it; `body` is
    /// told the fault, as far as it has to know it.
    mutating func step<Value>(
        _ operation: SimulatedDisk.Operation,
        by process: Int,
        on paths: [String],
        _ detail: String = "",
        _ body: (
            inout DiskMachine, SimulatedDisk.Effect?
        ) throws(DiskRefusal) -> Value
    ) throws(DiskRefusal) -> Value {
        // The dead take no steps.
        guard !isDown, living.contains(process) else { throw .number(.broken) }
        steps += 1
        let names = paths.map { DiskPath($0).name }
        let effect = faults.effect(of: operation, on: names, atStep: steps)
        let path = paths.joined(separator: " -> ")
        let line = "\(steps) p\(process) \(operation.rawValue) \(path)\(detail)"
        if effect == .crash {
            crash(before: line)
            throw .number(.broken)
        }
        defer { if effect == .crashAfter { crash() } }
        do throws(DiskRefusal) {
            try refuse(operation, effect)
            let value = try body(&self, effect)
            trace.note("\(line): ok")
            return value
        } catch {
            trace.note("\(line): \(error.word)")
            throw error
        }
    }

    /// Fails a step that does not know what to do with its fault.
    private func refuse(
        _ operation: SimulatedDisk.Operation,
        _ effect: SimulatedDisk.Effect?
    ) throws(DiskRefusal) {
        switch (effect, operation) {
        case (.short, .write), (.lose, .flush): return
        case (.fail(let failure), _), (.short(_, let failure), _), (.lose(let failure), _):
            throw .number(ErrorNumber(failure))
        case (.crash, _), (.crashAfter, _), (nil, _): return
        }
    }
}
