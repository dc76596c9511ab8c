internal import Downstream

/// An open file some of whose steps do something else than they should.
struct ChangedFile: OpenFile {
    /// What it does not do.
    enum Fault: Sendable {
        case flush, flushData, shortWrites, cut, lock
    }

    let base: any OpenFile
    var fault: Fault?
    /// Is told when the file has been locked.
    var locked: @Sendable (any OpenFile) -> Void = { _ in }
    /// What becomes of a record that is written.
    var record: @Sendable (ResumeRecord) -> ResumeRecord = { $0 }

    func entry() throws(FileProblem) -> FileEntry { try base.entry() }

    func lock() throws(FileProblem) -> Bool {
        guard fault != .lock else { return true }
        let isLocked = try base.lock()
        locked(base)
        return isLocked
    }

    func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8] {
        try base.read(count, at: offset)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem) {
        do throws(FileProblem) {
            guard let record = unsafe ResumeRecord(bytes),
                let text = try? self.record(record).encoded()
            else { return try unsafe base.write(bytes, at: offset) }
            let written = unsafe text.withUnsafeBytes { buffer in
                Result { () throws(FileProblem) in try unsafe base.write(buffer, at: offset) }
            }
            try written.get()
        } catch {
            if fault != .shortWrites { throw error }
        }
    }

    func cut(to length: Int64) throws(FileProblem) {
        if fault != .cut { try base.cut(to: length) }
    }

    func setMode(_ mode: UInt32) throws(FileProblem) { try base.setMode(mode) }

    func flush() throws(FileProblem) {
        if fault != .flush { try base.flush() }
    }

    func flushData() throws(FileProblem) {
        if fault != .flushData { try base.flushData() }
    }

    func settle() throws(FileProblem) { try base.settle() }

    func close() throws(FileProblem) { try base.close() }

    var modificationTime: Int64 { base.modificationTime }

    func setModificationTime(_ seconds: Int64) { base.setModificationTime(seconds) }

    func attribute(_ name: String, atMost limit: Int) -> [UInt8]? {
        base.attribute(name, atMost: limit)
    }

    func setAttribute(_ name: String, to bytes: [UInt8]) { base.setAttribute(name, to: bytes) }
}
