internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a download that was cut short has left on the disk.
struct KeptPart: Equatable {
    let path: String
    let byteCount: Int64

    /// A part of so many bytes.
    init(path: String, byteCount: Int64) {
        self.path = path
        self.byteCount = byteCount
    }

    /// The part of this download; nil if nothing was kept.
    init?(of download: Download) {
        var status = stat()
        guard let path = try? Target(download)?.partialPath, unsafe lstat(path, &status) == 0,
            status.st_size > 0
        else { return nil }
        let record = PartialFile.readRecord(FileName.record(of: path)).record
        let size = Int64(status.st_size)
        self.init(path: path, byteCount: record?.byteCount(ofFile: size) ?? size)
    }
}
