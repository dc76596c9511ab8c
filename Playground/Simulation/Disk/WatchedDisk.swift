internal import Downstream
internal import DownstreamTesting

/// The disk as one process sees it: other processes may go on between any two of its steps, and each
/// file that gets its final name is told.
struct WatchedDisk: Disk {
    let base: any Disk
    let scheduler: Scheduler
    /// Does what is due before a step, such as the end of the process.
    let step: @Sendable () -> Void
    let published: @Sendable (_ path: String) -> Void
    /// Is told of a file that the disk does not remove, and whether bytes of it are lost.
    let kept: @Sendable (_ path: String, _ isLost: Bool) -> Void
    private let lost = Locked<[String]>([])

    init(
        base: any Disk,
        scheduler: Scheduler,
        step: @escaping @Sendable () -> Void,
        published: @escaping @Sendable (_ path: String) -> Void,
        kept: @escaping @Sendable (_ path: String, _ isLost: Bool) -> Void
    ) {
        self.base = base
        self.scheduler = scheduler
        self.step = step
        self.published = published
        self.kept = kept
    }

    private func pause() {
        scheduler.interlude()
        step()
    }

    var boot: String? { base.boot }

    func uniqueNumber() -> UInt64 { base.uniqueNumber() }

    func entry(at path: String) throws(FileProblem) -> FileEntry? {
        pause()
        return try base.entry(at: path)
    }

    func folderIdentity(_ path: String) throws(FileProblem) -> String {
        pause()
        return try base.folderIdentity(path)
    }

    func freeBytes(_ folder: String) -> Int64? {
        pause()
        return base.freeBytes(folder)
    }

    func makeFolders(_ path: String) throws(FileProblem) {
        pause()
        try base.makeFolders(path)
    }

    func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile {
        pause()
        let lost = lost
        return WatchedFile(base: try base.open(path, for: use), pause: pause) {
            lost.withLock { $0.append(path) }
        }
    }

    func move(_ from: String, to path: String) throws(FileProblem) {
        pause()
        try base.move(from, to: path)
        if from.hasSuffix(".part") { published(path) }
    }

    func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        pause()
        let isDone = try base.moveUnlessTaken(from, to: path)
        if isDone, from.hasSuffix(".part") { published(path) }
        return isDone
    }

    func remove(_ path: String) throws(FileProblem) {
        pause()
        do throws(FileProblem) {
            try base.remove(path)
        } catch {
            kept(path, lost.withLock { $0.contains(path) })
            throw error
        }
    }
}
