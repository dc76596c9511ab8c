internal import CPlatform

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The terminal behind a descriptor.
package struct Terminal {
    /// What a terminal is taken for that does not tell.
    package static let usualSize = ProgressSink.Size(columns: 80, rows: 24)

    private let descriptor: Int32

    /// Whatever stands behind a descriptor.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// How large it is now; nil where it is no terminal.
    package var size: ProgressSink.Size? {
        var size = ds_size(columns: 0, rows: 0)
        guard unsafe ds_terminal_size(descriptor, &size) else { return nil }
        return ProgressSink.Size(
            columns: size.columns > 0 ? Int(size.columns) : Self.usualSize.columns,
            rows: size.rows > 0 ? Int(size.rows) : Self.usualSize.rows
        )
    }

    /// The environment of this process.
    package static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Whether a terminal in this environment does more than print, by `TERM`.
    package static func movesCursor(_ environment: [String: String]) -> Bool {
        guard let type = environment["TERM"] else { return false }
        return !type.isEmpty && type != "dumb"
    }

    /// Whether colours are wanted in this environment, by `NO_COLOR` (no-color.org).
    package static func showsColor(_ environment: [String: String]) -> Bool {
        environment["NO_COLOR", default: ""].isEmpty
    }
}
