#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension FileSystem {
    /// Opens a regular file; anything else could keep its reader waiting for ever.
    static func openToRead(_ path: String) throws(FileProblem) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        do throws(FileProblem) {
            guard try entry(of: descriptor, path: path).kind == .regular else {
                throw FileProblem(.fileSystem(problem: "it is not a regular file"))
            }
        } catch {
            _ = close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Reads on where the descriptor stands; no bytes at the end.
    static func read(
        atMost limit: Int,
        from descriptor: Int32,
        path: String
    ) throws(FileProblem) -> [UInt8] {
        var problem: FileProblem?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            while true {
                let count = unsafe fill(buffer, from: descriptor)
                if count >= 0 {
                    filled = count
                    return
                }
                guard errno == EINTR else {
                    problem = FileProblem(errno: errno, path: path)
                    return
                }
            }
        }
        if let problem { throw problem }
        return bytes
    }

    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>,
        from descriptor: Int32
    ) -> Int {
        #if canImport(Glibc)
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
