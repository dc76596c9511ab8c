import Foundation

/// A folder that is removed with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/downstream-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The names in it, in order.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    func file(_ name: String) -> String { path + "/" + name }

    func contents(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: file(name)))
    }

    func write(_ data: Data, to name: String) throws {
        try data.write(to: URL(filePath: file(name)))
    }
}
