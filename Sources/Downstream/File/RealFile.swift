internal import CPlatform

/// An open descriptor of the file system, with the path that its refusals name.
package struct RealFile: OpenFile {
    let descriptor: Int32
    private let path: String

    /// A descriptor that is open, and is closed by `close` alone.
    package init(_ descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    package func entry() throws(FileProblem) -> FileEntry {
        try FileSystem.entry(of: descriptor, path: path)
    }

    package func lock() throws(FileProblem) -> Bool {
        try FileSystem.lock(descriptor, path: path)
    }

    package func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8] {
        try FileSystem.get(count, at: offset, from: descriptor, path: path)
    }

    package func write(
        _ bytes: UnsafeRawBufferPointer,
        at offset: Int64
    ) throws(FileProblem) {
        try unsafe FileSystem.put(bytes, at: offset, to: descriptor, path: path)
    }

    package func cut(to length: Int64) throws(FileProblem) {
        try FileSystem.cut(descriptor, to: length, path: path)
    }

    package func setMode(_ mode: UInt32) throws(FileProblem) {
        try FileSystem.setMode(mode, of: descriptor, path: path)
    }

    package func flush() throws(FileProblem) {
        try FileSystem.flush(descriptor, path: path)
    }

    package func flushData() throws(FileProblem) {
        try FileSystem.flushData(descriptor, path: path)
    }

    package func settle() throws(FileProblem) {
        try FileSystem.settle(descriptor, path: path)
    }

    package func close() throws(FileProblem) {
        try FileSystem.shut(descriptor, path: path)
    }

    package var modificationTime: Int64 { ds_modification_time(descriptor) }

    package func setModificationTime(_ seconds: Int64) {
        ds_set_modification_time(descriptor, seconds)
    }

    package func attribute(_ name: String, atMost limit: Int) -> [UInt8]? {
        var bytes = [CChar](repeating: 0, count: limit)
        let count = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe ds_get_attribute(descriptor, name, $0.baseAddress, $0.count)
        }
        guard count >= 0 else { return nil }
        return bytes.prefix(Int(count)).map { UInt8(bitPattern: $0) }
    }

    package func setAttribute(_ name: String, to bytes: [UInt8]) {
        let bytes = bytes.map { CChar(bitPattern: $0) }
        _ = unsafe bytes.withUnsafeBufferPointer {
            unsafe ds_set_attribute(descriptor, name, $0.baseAddress, $0.count)
        }
    }
}
