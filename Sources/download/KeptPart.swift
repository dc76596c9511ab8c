internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
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
        guard let path = try? Target(download)?.partialPath,
            let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int, size > 0
        else { return nil }
        self.init(path: path, byteCount: Int64(size))
    }
}
