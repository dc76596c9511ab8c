#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder of one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/downstream-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in this folder.
    func path(_ name: String) -> String {
        path + "/" + name
    }

    /// The text of a file; nil where there is none.
    func text(_ name: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path(name))) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: path(name),
            withIntermediateDirectories: true
        )
    }

    /// The names in this folder, in order.
    var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        }
    }
}
