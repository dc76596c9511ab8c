import Downstream
import Synchronization

/// A log in memory.
final class RecordedLines: Sendable {
    private let lines = Mutex<[String]>([])

    var sink: LogSink {
        .closure { line in self.lines.withLock { $0.append(line) } }
    }

    var all: [String] { lines.withLock(\.self) }

    var events: [RecordedEvent] {
        get throws { try all.map { try RecordedEvent(line: $0) } }
    }
}
