/// A file or a folder that a ``Disk`` has opened, whatever becomes of its name; on any thread.
///
/// It has to be closed once, and is not used after that.
package protocol OpenFile: Sendable {
    /// What it is open on.
    func entry() throws(FileProblem) -> FileEntry
    /// Locks it against all others that have it open, until it is closed.
    ///
    /// - Returns: False where the file system has no locks.
    /// - Throws: `.destinationBusy` if somebody else has the lock.
    func lock() throws(FileProblem) -> Bool

    /// Reads so many bytes; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8]
    /// Writes all the bytes at an offset.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem)
    /// Cuts it to a length.
    func cut(to length: Int64) throws(FileProblem)
    /// Sets who may read and write it.
    func setMode(_ mode: UInt32) throws(FileProblem)

    /// Has it reach the disk; of a folder, what was made or removed in it.
    func flush() throws(FileProblem)
    /// Has its bytes reach the disk; its times need not.
    func flushData() throws(FileProblem)
    /// Has a file system that delays the news of failed writes tell them now.
    func settle() throws(FileProblem)
    /// Closes it; some file systems tell a failed write only here.
    func close() throws(FileProblem)

    /// When it was last modified, in nanoseconds since 1970; -1 where that is not told.
    var modificationTime: Int64 { get }
    /// Makes it look modified so many seconds after 1970; what fails changes nothing.
    func setModificationTime(_ seconds: Int64)
    /// A small attribute of it; nil where it has none of this name, or one longer than `limit`.
    func attribute(_ name: String, atMost limit: Int) -> [UInt8]?
    /// Sets a small attribute, as far as the file system has any.
    func setAttribute(_ name: String, to bytes: [UInt8])
}
