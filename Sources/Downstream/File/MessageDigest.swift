internal import CLibcrypto

/// A checksum that grows with the bytes.
@safe
package final class MessageDigest {
    private let algorithm: Checksum.Algorithm
    private let digest: OpaquePointer
    private var isSound = true

    /// A digest of nothing yet.
    ///
    /// - Throws: `.libraryMissing` if libcrypto is not installed or lacks the algorithm.
    package init(_ algorithm: Checksum.Algorithm) throws(DownloadError.Reason) {
        try Self.load()
        let created = unsafe algorithm.rawValue.withCString { unsafe ds_digest_create($0) }
        guard let digest = unsafe created else {
            throw .libraryMissing(problem: "The installed libcrypto does not offer \(algorithm)")
        }
        self.algorithm = algorithm
        unsafe self.digest = digest
    }

    deinit {
        unsafe ds_digest_destroy(digest)
    }

    /// Loads libcrypto once.
    ///
    /// - Throws: `.libraryMissing` if it is not installed.
    static func load() throws(DownloadError.Reason) {
        guard let problem = unsafe ds_crypto_load() else { return }
        throw .libraryMissing(problem: unsafe String(cString: problem))
    }

    /// Takes more bytes.
    package func update(_ bytes: UnsafeRawBufferPointer) {
        guard unsafe ds_digest_update(digest, bytes.baseAddress, bytes.count) == 1 else {
            isSound = false
            return
        }
    }

    /// Takes the UTF-8 of a text.
    package func update(_ text: String) {
        var text = text
        text.withUTF8 { unsafe update(UnsafeRawBufferPointer($0)) }
    }

    /// The checksum of all that was taken; to be called once.
    package func finish() throws(DownloadError.Reason) -> Checksum {
        Checksum(algorithm, bytes: try finishedBytes())
    }

    /// The same as its bytes.
    func finishedBytes() throws(DownloadError.Reason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: DS_DIGEST_LIMIT)
        let count = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe ds_digest_finish(digest, $0.baseAddress)
        }
        guard isSound, count > 0 else {
            throw .libraryMissing(problem: "libcrypto failed to compute a \(algorithm) checksum")
        }
        bytes.removeLast(bytes.count - Int(count))
        return bytes
    }
}
