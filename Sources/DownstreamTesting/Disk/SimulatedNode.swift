/// A file or a folder: as programs see it, and as it is on the disk.
struct SimulatedNode: Sendable {
    /// More than this does not wait for a flush.
    private static let mostWaiting = 4 * 1024 * 1024
    private static let mostChanges = 1000

    let isFolder: Bool
    /// As programs see it.
    private(set) var body: FileBody
    /// As it would be found after a crash that loses all that was not flushed.
    private var flushed: FileBody
    /// What leads from the one to the other, as far as nothing was lost.
    private var waiting: [FileChange] = []
    private var waitingBytes = 0
    /// How many names it has.
    var links = 0
    /// How many have it open.
    var openCount = 0
    /// Who has it locked.
    var lockedBy: Int?

    /// Whether a program can come to it.
    var isUsed: Bool { links > 0 || openCount > 0 }

    init(isFolder: Bool, mode: UInt32, time: Int64) {
        self.isFolder = isFolder
        body = FileBody(mode: mode, time: time)
        flushed = body
    }

    mutating func change(_ change: FileChange) {
        change.apply(to: &body)
        waiting.append(change)
        waitingBytes += change.weight
        // A system does not wait for ever either.
        while waitingBytes > Self.mostWaiting || waiting.count > Self.mostChanges {
            let oldest = waiting.removeFirst()
            oldest.apply(to: &flushed)
            waitingBytes -= oldest.weight
        }
    }

    mutating func flush() {
        for change in waiting { change.apply(to: &flushed) }
        forgetWaiting()
    }

    /// Loses the bytes that wait: what is read in their place is what the disk has.
    mutating func lose() {
        let length = body.bytes.count
        body.bytes = flushed.bytes
        body.resize(to: length)
        forgetWaiting()
    }

    /// Becomes what is found after a crash.
    mutating func reboot(losing loss: SimulatedDisk.Loss, _ generator: inout SeededGenerator) {
        switch loss {
        case .nothing: flush()
        case .bytes, .everything: forgetWaiting()
        case .chosen: keepSome(&generator)
        }
        body = flushed
        openCount = 0
        lockedBy = nil
    }

    private mutating func keepSome(_ generator: inout SeededGenerator) {
        let survival = Survival(of: waiting.count, &generator)
        for (index, change) in waiting.enumerated() {
            switch survival.fate(of: index, &generator) {
            case .kept: change.apply(to: &flushed)
            case .lost: break
            case .torn: change.tear(into: &flushed) { _ in generator.below(2) == 0 }
            }
        }
        forgetWaiting()
    }

    private mutating func forgetWaiting() {
        waiting = []
        waitingBytes = 0
    }
}
