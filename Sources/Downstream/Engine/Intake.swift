#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// Where the bytes of one run go: into the file, past the digests, and under the eye that looks at the
/// first of them.
///
/// It knows, over all attempts, which bytes are there and of which version of the file they are.
final class Intake {
    /// A restart drops bytes that somebody has paid for: this often, and no more.
    private static let restartLimit = 3
    /// For less than this the disk is not asked for room beforehand.
    private static let largeBody: Int64 = 1024 * 1024

    private let run: DownloadRun
    private let target: Target?
    private let disk: any Disk
    let file: PartialFile?
    let content: ContentCheck
    let checkpoints: Checkpoints
    /// What consumers read back of the file; nil where nobody can.
    let written: WrittenBytes?
    let boot: String?
    /// The smallest piece that is worth a connection of its own.
    let segmentSize: Int64
    /// What tells this download from others, once a record has asked for it.
    var knownIdentity: String?
    /// The final name, as far as an accepted answer or the record of an earlier run fixed it.
    var name: String?
    /// Why bytes were dropped of which no answer has told it yet.
    var pendingRestart: DownloadEvent.RestartReason?
    private var restarts = 0
    /// The attempt under way; 0 before the first.
    private var attempt = 0
    /// Whether what is on disk is still as an earlier run left it.
    var isUntouched = true
    /// Whether the record has to be written before more bytes.
    var owesRecord = false
    /// Whether the bytes have had another digest than they must have once already.
    private var hasMismatched = false
    /// Whether this server has shown that it does not resume.
    private var isRangeIgnored = false
    /// The size of the whole file, as far as the last answer told it.
    private var total: Int64?

    /// The size of a whole file whose last byte is being asked for again; nil where none is.
    private var wholeLength: Int64?

    /// The bytes that are there from the beginning.
    var length: Int64 = 0
    /// The bytes that are there behind a gap.
    var beyond = ByteRanges()
    /// Whether the record tells which bytes are there, as the length of the file does not.
    var isSegmented = false
    /// Whether this server has shown that several connections do not get the same file.
    var isSingle = false
    /// Which version of the file they are of; nil where they cannot be gone on from.
    private(set) var version: FileVersion?
    /// Whether bytes of an earlier run are part of the file.
    private(set) var isResumed = false
    /// Whether the attempt under way has dropped bytes.
    private(set) var hasRestarted = false

    /// Opens the partial file of a target; nil is the target of a download to `.nowhere`.
    init(_ run: DownloadRun, _ target: Target?) throws {
        self.run = run
        written = run.channel.written
        self.target = target
        let engine = run.engine
        segmentSize = engine.segmentSize
        content = ContentCheck(run.download.verification)
        let disk = engine.disk
        self.disk = disk
        checkpoints = Checkpoints(
            engine.flushTurn,
            on: engine.executors.flushing,
            engine.checkpointPace
        )
        boot = target == nil ? nil : disk.boot
        // A record cannot do without; it is better to know that before there are bytes.
        if target != nil { try MessageDigest.load() }
        file = try target.map { target throws(FileProblem) in try PartialFile(target, on: disk) }
        guard let file else { return }
        written?.opens(try file.reading())
        let plan = try ResumePlan(
            file.foundRecord,
            length: file.foundLength,
            identity: file.foundRecord == nil ? "" : identity(),
            boot: boot
        )
        guard download.resumes else {
            pendingRestart = file.foundLength > 0 ? .notProvable : nil
            return
        }
        pendingRestart = plan.restart
        length = plan.safe
        beyond = plan.beyond
        isSegmented = !beyond.isEmpty
        version = plan.version
        isResumed = plan.safe > 0
        if let record = file.foundRecord, isResumed {
            name = record.name
            try content.begin(at: length, announced: record.digest, read)
            checkpoints.restart(at: record.safe)
        }
        written?.reaches(length)
    }

    var download: Download { run.download }

    /// Where the next request goes on; nil where it has to ask for the whole file.
    var point: ResumePoint? {
        guard let version, length > 0 else { return nil }
        return ResumePoint(after: length, of: version, needsTotal: download.changesURL)
    }

    /// The bytes that the next attempt goes on from.
    var resumable: Int64 { point.map { $0.offset + beyond.count } ?? 0 }

    /// Whether a later run can go on from what is there.
    var isResumable: Bool { version != nil }

    /// The final path, where only an answer that proposes this name tells it.
    func path(named proposed: String) -> String? {
        guard let target, target.name == nil else { return nil }
        return FileSystem.path(target.folder, name ?? proposed)
    }

    var read: ContentCheck.Read? {
        guard let file else { return nil }
        return { count, offset in try file.read(count, at: offset) }
    }
}

// MARK: - Bytes

extension Intake {
    /// Begins an attempt.
    func beginAttempt(_ number: Int) {
        attempt = number
        hasRestarted = false
        if let wholeLength { length = wholeLength }
        wholeLength = nil
    }

    /// Gets ready to verify what is there, as an answer said that it is the whole file.
    func accept(_ head: ResponseHead) async throws {
        await checkpoints.settle()
        try file?.cut(to: length)
        isUntouched = false
        // What a refusal says of a body, it says of its own.
        let digest = head.status == 416 ? nil : ReprDigest.checksum(head)
        try content.begin(at: length, announced: digest, read)
    }

    /// The file that is at the final name which an accepted answer fixes; nil where nothing is, or
    /// where the name was known before.
    func existingFile(named proposed: String) throws -> ExistingFile? {
        guard let target, let path = path(named: proposed) else { return nil }
        return try ExistingFile(at: path, on: disk, target.rule, for: run.download)
    }

    /// Gets ready for the body of an accepted answer.
    ///
    /// - Parameters:
    ///   - reception: Which bytes come.
    ///   - head: The head of the answer.
    ///   - proposed: The final name, where none is fixed yet.
    /// - Returns: Why bytes that were there have been dropped; nil where none were.
    /// - Throws: ``FileProblem``; `.tooManyRestarts` before anything is dropped.
    func begin(
        _ reception: ResponseVerdict.Reception,
        _ head: ResponseHead,
        name proposed: String
    ) async throws -> DownloadEvent.RestartReason? {
        if let total = reception.total, total - reception.offset >= Self.largeBody {
            try file?.reserve(total, held: isSegmented ? heldCount : nil)
        }
        var restart: DownloadEvent.RestartReason?
        if reception.offset == 0 {
            restart = try await beginAnew(reception, head)
        } else {
            try await keepOrLeaveBeyond(reception)
            restart = pendingRestart
            pendingRestart = nil
            // The last byte of a whole file is only written over: the record counts it as safe, and a
            // kill before it is there again must leave what the record says.
            let isLastAgain = reception.offset == length - 1 && reception.end == length
            wholeLength = isLastAgain ? length : nil
            try file?.cut(to: isSegmented ? beyond.end : wholeLength ?? reception.offset)
            length = reception.offset
            written?.reaches(length)
            if !isSegmented { checkpoints.goBack(to: length) }
        }
        isUntouched = false
        owesRecord = version != nil && file != nil && !isSegmented
        total = reception.total
        name = name ?? proposed
        try content.begin(at: length, announced: ReprDigest.checksum(head), read)
        return restart
    }

    private func beginAnew(
        _ reception: ResponseVerdict.Reception,
        _ head: ResponseHead
    ) async throws -> DownloadEvent.RestartReason? {
        let wasThere = heldCount > 0 || isUntouched && file?.foundLength ?? 0 > 0
        let restart = reception.restart ?? pendingRestart ?? (wasThere ? .notProvable : nil)
        if restart == .rangeIgnored { isRangeIgnored = true }
        if heldCount > 0 {
            hasRestarted = true
            guard restarts < Self.restartLimit else {
                throw DownloadError.Reason.tooManyRestarts(limit: Self.restartLimit)
            }
            restarts += 1
        }
        try await drop(because: nil)
        written?.begins(in: attempt)
        if download.resumes, !isRangeIgnored {
            version = FileVersion(head, total: reception.total)
        }
        return restart
    }

    /// Gets ready for another attempt at once, where it may set right what has ended this one.
    ///
    /// - Returns: Whether it may; for each reason once, as one over a single connection cannot disagree
    ///   with others.
    func mends(_ error: any Error) async throws -> Bool {
        if case .checksumMismatch = error as? DownloadError.Reason, !hasMismatched {
            hasMismatched = true
            try await drop(because: .digestMismatch)
            return true
        }
        if error is SegmentedTransfer.Disagreement {
            try await becomeSingle()
            return true
        }
        return false
    }

    /// Drops all bytes; the next answer tells why.
    func drop(because reason: DownloadEvent.RestartReason?) async throws {
        await checkpoints.settle()
        written?.drops()
        try file?.clear()
        isUntouched = false
        isResumed = false
        length = 0
        beyond = ByteRanges()
        isSegmented = false
        wholeLength = nil
        version = nil
        pendingRestart = reason
        checkpoints.restart(at: ByteRanges())
    }

    /// Takes bytes: when it returns, the file has them.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - offset: Where they lie in the file: behind the last ones, unless ``leaveGap`` came before.
    ///   - now: The time of the run.
    /// - Throws: ``FileProblem``; `.notTheExpectedMedia`.
    func take(_ bytes: Data, at offset: Int64, _ now: Duration) throws {
        let end = offset + Int64(bytes.count)
        // The whole of a file in one piece needs no record.
        if owesRecord, end != total {
            if let record = try record() { try file?.note(record) }
            owesRecord = false
        }
        try unsafe bytes.withUnsafeBytes { buffer in
            try unsafe file?.write(buffer, at: offset)
            unsafe content.update(buffer, at: offset)
        }
        holds(offset..<end)
        try content.look(isWhole: false)
        guard let file, version != nil, !owesRecord else { return }
        try checkpoints.tick(heldCount, at: now, isNoted: isSegmented) { isFlushed in
            guard var record = try record() else { return nil }
            if isFlushed { record.safe = held }
            return try file.checkpoint(record)
        }
    }
}
