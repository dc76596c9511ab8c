/// The lines of a log, read piece by piece: one piece and one line are all that it holds.
struct LogReader: Sendable {
    /// Where a log is.
    enum Origin: Sendable {
        case file(path: String)
        case bytes([UInt8])

        /// A log of lines without their ends.
        static func lines(_ lines: some Sequence<String>) -> Origin {
            .bytes(lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] })
        }
    }

    private enum Place {
        /// Nothing has been opened.
        case unopened(path: String)
        case open(ForwardFile, path: String)
        /// All bytes are in the buffer.
        case atEnd
    }

    /// No line of ours is longer: the largest chunk takes 700 KB in base64.
    private static let longestLine = 4 * 1024 * 1024
    private static let piece = 64 * 1024

    private var place: Place
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var head = 0
    /// Up to where that line is known not to end.
    private var searched = 0
    /// The number of the last line.
    private var number = 0
    /// The number that the last event gave itself.
    private var sequence = 0

    init(_ origin: Origin) {
        switch origin {
        case .file(let path): place = .unopened(path: path)
        case .bytes(let bytes):
            place = .atEnd
            buffer = bytes
        }
    }

    /// The next event; nil at the end.
    mutating func next() async throws(RecordingError) -> RecordedEvent? {
        while true {
            guard let line = try await nextLine() else { return lastEvent() }
            number += 1
            if line.allSatisfy(Self.isBlank) { continue }
            return try follow(try RecordedEvent(line: line, number: number))
        }
    }

    /// Lets go of the file; there is nothing more to come.
    mutating func close() {
        place = .atEnd
        buffer = []
        (head, searched) = (0, 0)
    }

    /// What a last line without an end holds: a killed process may have left the half of one.
    private mutating func lastEvent() -> RecordedEvent? {
        defer { close() }
        guard let event = try? RecordedEvent(line: buffer[head...], number: nil),
            event.sequence > sequence
        else { return nil }
        return event
    }

    private mutating func follow(
        _ event: RecordedEvent
    ) throws(RecordingError) -> RecordedEvent {
        guard event.sequence > sequence else {
            throw RecordingError(
                "Line \(number) of the log has sequence \(event.sequence) after \(sequence): "
                    + "another recording begins there; give each a log of its own.",
                line: number
            )
        }
        sequence = event.sequence
        return event
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}

// MARK: - Bytes

extension LogReader {
    /// The next line that has an end, without it; nil where the rest has none.
    private mutating func nextLine() async throws(RecordingError) -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { (head, searched) = (end + 1, end + 1) }
                return buffer[head..<end]
            }
            searched = buffer.count
            guard searched - head <= Self.longestLine else {
                throw RecordingError(line: number + 1, problem: "it is longer than 4 MiB")
            }
            guard try await fill() else { return nil }
        }
    }

    /// Reads another piece; false at the end.
    private mutating func fill() async throws(RecordingError) -> Bool {
        switch place {
        case .atEnd:
            return false
        case .unopened(let path):
            let file = try await Self.blocking(path) { () throws(FileProblem) in
                try ForwardFile(reading: path)
            }
            place = .open(file, path: path)
            return true
        case .open(let file, let path):
            let bytes = try await Self.blocking(path) { () throws(FileProblem) in
                try file.read(atMost: Self.piece)
            }
            guard !bytes.isEmpty else {
                place = .atEnd
                return false
            }
            if head > 0 {
                buffer.removeFirst(head)
                searched -= head
                head = 0
            }
            buffer += bytes
            return true
        }
    }

    /// Runs what blocks on a thread for that.
    private static func blocking<Value: Sendable>(
        _ path: String,
        _ work: @escaping @Sendable () throws(FileProblem) -> Value
    ) async throws(RecordingError) -> Value {
        let result = await withTaskExecutorPreference(Executors.process.consumers) {
            Result(catching: work)
        }
        switch result {
        case .success(let value): return value
        case .failure(let problem):
            throw RecordingError(
                "The log \(Redaction.printable(path)) cannot be read: \(problem.word)."
            )
        }
    }
}
