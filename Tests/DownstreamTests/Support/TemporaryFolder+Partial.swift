import DownstreamTesting
import Testing

@testable import Downstream

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension TemporaryFolder {
    /// The partial file of a name in this folder.
    func partial(_ name: String, _ rule: ExistingFileRule? = nil) throws -> PartialFile {
        let download = Download(
            from: "http://example.com/x",
            to: .file(path: path(name)),
            existingFile: rule
        )
        return try PartialFile(try #require(try Target(download)))
    }

    /// The mode of a file with all its bits; nil where there is none.
    func mode(_ name: String) -> UInt32? {
        var status = stat()
        guard unsafe lstat(path(name), &status) == 0 else { return nil }
        return UInt32(status.st_mode & 0o7777)
    }

    /// Sets the mode of a file.
    func setMode(_ mode: UInt32, of name: String) {
        #expect(unsafe chmod(path(name), mode_t(mode)) == 0)
    }
}

extension PartialFile {
    /// Writes the UTF-8 of a text.
    func write(_ text: String, at offset: Int64 = 0) throws {
        var text = text
        try text.withUTF8 { try unsafe write(UnsafeRawBufferPointer($0), at: offset) }
    }
}

extension ResumeRecord {
    /// The record of a file of 100 bytes, some of which are safe.
    static func sample(safe: Int64 = 0) -> ResumeRecord {
        let validator = Validator(kind: .entityTag, text: "\"v1\"", isStrong: true)
        return ResumeRecord(
            identity: "a",
            version: FileVersion(validator: validator, total: 100),
            safe: ByteRanges(upTo: safe)
        )
    }
}
