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
    /// Is told of each step that may have changed what is on the disk.
    let changed: @Sendable () -> Void
    /// Is told of a file that the disk does not remove or cut, and whether bytes of it are lost.
    let kept: @Sendable (_ path: String, _ isLost: Bool) -> Void
    /// Is told of a file that has lost its name.
    let gone: @Sendable (_ path: String) -> Void
    private let lost = Locked<[String]>([])

    init(
        base: any Disk,
        scheduler: Scheduler,
        step: @escaping @Sendable () -> Void,
        published: @escaping @Sendable (_ path: String) -> Void,
        changed: @escaping @Sendable () -> Void,
        kept: @escaping @Sendable (_ path: String, _ isLost: Bool) -> Void,
        gone: @escaping @Sendable (_ path: String) -> Void
    ) {
        self.base = base
        self.scheduler = scheduler
        self.step = step
        self.published = published
        self.changed = changed
        self.kept = kept
        self.gone = gone
    }

    /// Notes that a file has lost its name; another one may get it.
    private func forget(_ path: String) {
        lost.withLock { lost in lost.removeAll { $0 == path } }
        gone(path)
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
        let (lost, kept) = (lost, kept)
        // No record ever gets the name of a destination.
        let isRecord = path.contains(".part.json")
        return WatchedFile(
            base: try base.open(path, for: use),
            pause: pause,
            lost: { lost.withLock { $0.append(path) } },
            kept: { if lost.withLock({ $0.contains(path) }) { kept(path, true) } },
            changed: { [changed] in if !isRecord { changed() } }
        )
    }

    func move(_ from: String, to path: String) throws(FileProblem) {
        pause()
        defer { if !path.contains(".part") { changed() } }
        try base.move(from, to: path)
        if from.hasSuffix(".part") {
            published(path)
            forget(from)
        }
    }

    func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        pause()
        defer { changed() }
        let isDone = try base.moveUnlessTaken(from, to: path)
        if isDone, from.hasSuffix(".part") {
            published(path)
            forget(from)
        }
        return isDone
    }

    func remove(_ path: String) throws(FileProblem) {
        pause()
        defer { if !path.contains(".part") { changed() } }
        do throws(FileProblem) {
            try base.remove(path)
            forget(path)
        } catch {
            kept(path, lost.withLock { $0.contains(path) })
            throw error
        }
    }
}
