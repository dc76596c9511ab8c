/// The file system of the machine.
package struct RealDisk: Disk {
    /// The file system.
    package init() {}

    package var boot: String? { FileSystem.boot }

    package func uniqueNumber() -> UInt64 { .random(in: .min ... .max) }

    package func entry(at path: String) throws(FileProblem) -> FileEntry? {
        try FileSystem.entry(at: path)
    }

    package func folderIdentity(_ path: String) throws(FileProblem) -> String {
        try FileSystem.folderIdentity(path)
    }

    package func freeBytes(_ folder: String) -> Int64? {
        FileSystem.freeBytes(folder)
    }

    package func makeFolders(_ path: String) throws(FileProblem) {
        try FileSystem.makeFolders(path)
    }

    package func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile {
        RealFile(try FileSystem.descriptor(on: path, for: use), path: path)
    }

    package func move(_ from: String, to path: String) throws(FileProblem) {
        try FileSystem.move(from, to: path)
    }

    package func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        try FileSystem.moveUnlessTaken(from, to: path)
    }

    package func remove(_ path: String) throws(FileProblem) {
        try FileSystem.remove(path)
    }
}
