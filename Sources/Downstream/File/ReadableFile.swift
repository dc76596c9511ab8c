#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
#else
package import struct Foundation.Data
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that is open for reading, whatever becomes of its name; on any thread.
package final class ReadableFile: Sendable {
    private let path: String
    private let descriptor: Int32
    /// Its size when it was opened, in bytes.
    package let size: Int64

    /// Opens a regular file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - expected: What has to be there; nil for any file.
    /// - Throws: ``FileProblem``: `.partialFileLost` where something else is there.
    init(_ path: String, sameAs expected: FileSystem.Entry? = nil) throws(FileProblem) {
        // The way to the partial file is ours; a pipe in its place would hold us up.
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = unsafe open(path, flags)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        do throws(FileProblem) {
            let entry = try FileSystem.entry(of: descriptor, path: path)
            guard entry.kind == .regular, expected?.isSame(as: entry) ?? true else {
                throw FileProblem(.partialFileLost)
            }
            size = entry.size
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    /// Reads so many bytes; fewer only at the end.
    package func read(_ count: Int, at offset: Int64) throws(FileProblem) -> Data {
        Data(try FileSystem.get(count, at: offset, from: descriptor, path: path))
    }
}

extension PartialFile {
    /// What opens it for reading, on any thread, until it is published, left or discarded.
    func reading() throws(FileProblem) -> @Sendable () throws(FileProblem) -> ReadableFile {
        let path = path
        let ours = try FileSystem.entry(of: open(), path: path)
        return { () throws(FileProblem) in try ReadableFile(path, sameAs: ours) }
    }
}
