import Downstream

/// A disk where somebody puts another file in the place of one that has just been looked at.
struct SwappingDisk: Disk {
    let base: any Disk
    let path: String
    /// The file that takes its place.
    let other: String
    private let hasSwapped = Locked(false)

    init(_ base: any Disk, at path: String, for other: String) {
        self.base = base
        self.path = path
        self.other = other
    }

    var boot: String? { base.boot }

    func uniqueNumber() -> UInt64 { base.uniqueNumber() }

    func entry(at path: String) throws(FileProblem) -> FileEntry? {
        let entry = try base.entry(at: path)
        let swaps = hasSwapped.withLock { hasSwapped in
            defer { hasSwapped = hasSwapped || path == self.path }
            return path == self.path && !hasSwapped
        }
        if swaps { try base.move(other, to: path) }
        return entry
    }

    func folderIdentity(_ path: String) throws(FileProblem) -> String {
        try base.folderIdentity(path)
    }

    func freeBytes(_ folder: String) -> Int64? { base.freeBytes(folder) }

    func makeFolders(_ path: String) throws(FileProblem) { try base.makeFolders(path) }

    func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile {
        try base.open(path, for: use)
    }

    func move(_ from: String, to path: String) throws(FileProblem) {
        try base.move(from, to: path)
    }

    func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        try base.moveUnlessTaken(from, to: path)
    }

    func remove(_ path: String) throws(FileProblem) { try base.remove(path) }
}
