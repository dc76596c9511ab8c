/// Where files lie: the file system, or in a test a simulated one.
///
/// It is what the engine needs of a disk, one step each, and what is made of several steps is in its
/// extensions: so a simulated disk can fail, and stop, between any two of them. What it refuses is a
/// ``FileProblem`` with the `errno` of the system.
package protocol Disk: Sendable {
    /// What names the present boot of the system; nil where the system does not tell.
    var boot: String? { get }
    /// A number for a name that no other run knows of.
    func uniqueNumber() -> UInt64

    /// What is at a path; nil where nothing is.
    func entry(at path: String) throws(FileProblem) -> FileEntry?
    /// What tells a folder from all others, whichever way its path is written.
    func folderIdentity(_ path: String) throws(FileProblem) -> String
    /// The bytes that this user may still write to the file system of a folder; nil where unknown.
    func freeBytes(_ folder: String) -> Int64?
    /// Makes a folder and those above it; one that is there already is fine.
    func makeFolders(_ path: String) throws(FileProblem)

    /// Opens what is at a path; it is open until it is closed.
    func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile
    /// Gives a file another name, in place of what has it.
    func move(_ from: String, to path: String) throws(FileProblem)
    /// Gives a file another name; false where something has it.
    func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool
    /// Removes a file; one that is gone already is fine.
    func remove(_ path: String) throws(FileProblem)
}

/// What a file is opened for.
package enum FileUse: Sendable, Equatable {
    /// To write and read one that was not there before.
    case making
    /// To write and read what is there, or else a new one; not through a link.
    case keeping
    /// To cut what is there, which need not be readable; not through a link.
    case cutting
    /// To read what is there.
    case reading(throughLinks: Bool)
    /// To flush a folder, when something in it has another name.
    case flushingFolder
}
