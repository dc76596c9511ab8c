extension Defect {
    /// All that are planted.
    static let all = [
        contentRange, weakTag, appending, total, truncation, digest, identity, retryAfter,
        unverified, flushBeforePublishing, flushBeforeCheckpoint, folderFlush, shortWrites, cut,
        staleRecord, boot, lock, inode, terminal, doubleChunk, silentRestart, backPressure, cancel,
        lostItem, rule, neverResumes, folders,
        hungRun, ownClock, retries,
        deadline, byteLimit,
        segmentRange, segmentVersion, gapClaimed, gapForgotten, gapRead, hole, overlap, keptTurn,
    ]
}
