internal import Downstream

/// A disk some of whose steps do something else than they should.
struct ChangedDisk: Disk {
    let base: any Disk
    var boot: String?
    var change: @Sendable (any OpenFile, _ path: String, FileUse) -> any OpenFile = { file, _, _ in
        file
    }
    /// What is said to be at a path; nil for what is there.
    var look: @Sendable (_ path: String) throws(FileProblem) -> FileEntry? = { _ in nil }
    /// Which files stay although they are removed.
    var keeps: @Sendable (_ path: String) -> Bool = { _ in false }

    init(_ base: any Disk) {
        self.base = base
        boot = base.boot
    }

    func uniqueNumber() -> UInt64 { base.uniqueNumber() }

    func entry(at path: String) throws(FileProblem) -> FileEntry? {
        if let entry = try look(path) { return entry }
        return try base.entry(at: path)
    }

    func folderIdentity(_ path: String) throws(FileProblem) -> String {
        try base.folderIdentity(path)
    }

    func freeBytes(_ folder: String) -> Int64? { base.freeBytes(folder) }

    func makeFolders(_ path: String) throws(FileProblem) { try base.makeFolders(path) }

    func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile {
        change(try base.open(path, for: use), path, use)
    }

    func move(_ from: String, to path: String) throws(FileProblem) {
        try base.move(from, to: path)
    }

    func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        try base.moveUnlessTaken(from, to: path)
    }

    func remove(_ path: String) throws(FileProblem) {
        if !keeps(path) { try base.remove(path) }
    }
}
