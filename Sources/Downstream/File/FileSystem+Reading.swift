#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension FileSystem {
    /// The names in a folder, in no order.
    static func names(in folder: String) throws(FileProblem) -> [String] {
        guard let stream = unsafe opendir(folder) else {
            throw FileProblem(errno: errno, path: folder)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Reads a whole regular file, if it is not longer than `limit`.
    static func contents(of path: String, limit: Int64 = .max) throws(FileProblem) -> Data {
        let descriptor = try openToRead(path)
        defer { _ = close(descriptor) }
        let size = try entry(of: descriptor, path: path).size
        guard size <= limit else { throw FileProblem(errno: EFBIG, path: path) }
        // Read where it stays: a video may be too large to have twice.
        var data = Data(count: Int(size))
        var done = 0
        while done < data.count {
            let count = unsafe data.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(done))
            }
            if count > 0 {
                done += count
            } else if count == 0 {
                // Somebody cut it meanwhile.
                return data.prefix(done)
            } else if errno != EINTR {
                throw FileProblem(errno: errno, path: path)
            }
        }
        return data
    }

    /// Reads so many bytes back; fewer only at the end of the file.
    static func get(
        _ count: Int,
        at offset: Int64,
        from descriptor: Int32,
        path: String
    ) throws(FileProblem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let place = off_t(offset) + off_t(done)
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, place)
            }
            if got == 0 { return Array(bytes.prefix(done)) }
            if got > 0 {
                done += got
            } else if errno != EINTR {
                throw FileProblem(errno: errno, path: path)
            }
        }
        return bytes
    }

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
