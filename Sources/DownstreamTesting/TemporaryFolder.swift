#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A folder of one test, removed with everything in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let path: String

    /// Makes a folder.
    package init() throws {
        path =
            FileManager.default.temporaryDirectory.path(percentEncoded: false)
            + "downstream-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What stays behind in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in this folder.
    package func path(_ name: String) -> String {
        path + "/" + name
    }

    /// The bytes of a file.
    package func contents(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path(name)))
    }

    /// The text of a file; nil where there is none.
    package func text(_ name: String) -> String? {
        (try? contents(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Makes a file of a text.
    package func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    /// Makes a file of these bytes.
    package func write(_ data: Data, to name: String) throws {
        try data.write(to: URL(filePath: path(name)))
    }

    /// Makes a folder in this one.
    package func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: path(name),
            withIntermediateDirectories: true
        )
    }

    /// The names in this folder, in order.
    package var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
