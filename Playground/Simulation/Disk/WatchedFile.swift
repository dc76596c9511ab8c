internal import Downstream

/// An open file of a process that others may interrupt before each of its steps.
struct WatchedFile: OpenFile {
    let base: any OpenFile
    let pause: @Sendable () -> Void
    /// Is told that a flush failed, by which bytes may be lost.
    let lost: @Sendable () -> Void
    /// Is told that it could not be cut, as where its process was killed before that.
    let kept: @Sendable () -> Void
    /// Is told of each step that may have changed what is on the disk.
    let changed: @Sendable () -> Void

    func entry() throws(FileProblem) -> FileEntry {
        pause()
        return try base.entry()
    }

    func lock() throws(FileProblem) -> Bool {
        pause()
        return try base.lock()
    }

    func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8] {
        pause()
        return try base.read(count, at: offset)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem) {
        pause()
        defer { changed() }
        try unsafe base.write(bytes, at: offset)
    }

    func cut(to length: Int64) throws(FileProblem) {
        pause()
        defer { changed() }
        do throws(FileProblem) {
            try base.cut(to: length)
        } catch {
            kept()
            throw error
        }
    }

    func setMode(_ mode: UInt32) throws(FileProblem) {
        pause()
        try base.setMode(mode)
    }

    func flush() throws(FileProblem) {
        pause()
        try watch { () throws(FileProblem) in try base.flush() }
    }

    func flushData() throws(FileProblem) {
        pause()
        try watch { () throws(FileProblem) in try base.flushData() }
    }

    private func watch(_ flush: () throws(FileProblem) -> Void) throws(FileProblem) {
        do throws(FileProblem) {
            try flush()
        } catch {
            lost()
            throw error
        }
    }

    func settle() throws(FileProblem) {
        pause()
        try base.settle()
    }

    func close() throws(FileProblem) {
        pause()
        try base.close()
    }

    var modificationTime: Int64 { base.modificationTime }

    func setModificationTime(_ seconds: Int64) {
        pause()
        base.setModificationTime(seconds)
    }

    func attribute(_ name: String, atMost limit: Int) -> [UInt8]? {
        base.attribute(name, atMost: limit)
    }

    func setAttribute(_ name: String, to bytes: [UInt8]) {
        pause()
        base.setAttribute(name, to: bytes)
    }
}
