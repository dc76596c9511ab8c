#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files in `Tests/Fixtures`.
enum Fixtures {
    /// All bytes of a media file, by its path in `Tests/Fixtures/media`.
    static func media(_ path: String) throws -> [UInt8] {
        let tests = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: tests.appending(path: "Fixtures/media/\(path)")))
    }
}
