// Bytes that come over several connections, and so in no order.
extension Intake {
    /// The bytes that are there.
    var held: ByteRanges {
        var held = beyond
        held.insert(0..<length)
        return held
    }

    /// How many bytes are there.
    var heldCount: Int64 { length + beyond.count }

    /// What is missing of the file whose rest an accepted answer brings, where it is better fetched
    /// over several connections or in several pieces; nil where it comes as one row of bytes.
    func missing(_ reception: ResponseVerdict.Reception) -> [Range<Int64>]? {
        guard let end = reception.end, end == reception.total else { return nil }
        if isSegmented { return beyond.gaps(in: length..<end) }
        let isLarge = end - length >= 2 * segmentSize
        guard download.segments > 1, !isSingle, isLarge, file != nil, version != nil else {
            return nil
        }
        return [length..<end]
    }

    /// Has the record tell which bytes are there, before some are written behind a gap.
    func leaveGap() async throws {
        guard !isSegmented else { return }
        // A checkpoint under way would say again that the length tells it.
        try await settle()
        isSegmented = true
        owesRecord = false
        if let record = try record() { try file?.note(record) }
    }

    /// Notes that the file has bytes.
    func holds(_ range: Range<Int64>) {
        if range.lowerBound == length {
            length = range.upperBound
        } else {
            beyond.insert(range)
        }
        if !beyond.isEmpty, let end = beyond.removeFirst(from: length) { length = end }
        written?.reaches(length)
    }

    /// Keeps the bytes behind a gap where the rest can be fetched around them; else lets go of them.
    func keepOrLeaveBeyond(_ reception: ResponseVerdict.Reception) async throws {
        try await settle()
        let fits = reception.offset == length && reception.end == reception.total
        guard isSegmented, beyond.isEmpty || isSingle || !fits else { return }
        try leaveBeyond()
    }

    /// Goes back to one row of bytes: those behind a gap are dropped.
    ///
    /// The record says so first, and so that no power failure brings the one before back. Whoever is
    /// stopped before the file is cut, or behind that, leaves no bytes that count although they are not
    /// there.
    ///
    /// No checkpoint may be under way.
    func leaveBeyond() throws {
        if isSegmented {
            if !beyond.isEmpty { pendingRestart = .wrongRange }
            beyond = ByteRanges()
            // Should the disk lose what follows a gap in what is safe, no record would say so.
            checkpoints.goBack(to: length)
            if let record = try record() { try file?.replaceRecord(with: record) }
        }
        try file?.cut(to: length)
        if isSegmented { owesRecord = version != nil && file != nil }
        isSegmented = false
    }

    /// Waits for a checkpoint under way, and throws if it failed: no record may speak of bytes that the
    /// disk has lost.
    func settle() async throws {
        await checkpoints.settle()
        try checkpoints.check()
    }

    /// Goes back to one row of bytes for good, as connections do not get the same file.
    func becomeSingle() async throws {
        try await settle()
        isSingle = true
        if isSegmented { try leaveBeyond() }
    }
}
