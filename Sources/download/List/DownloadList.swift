internal import Downstream

/// The downloads of one run of the tool: the URLs among the arguments, then those of a list, line by
/// line as they come.
struct DownloadList: AsyncSequence, Sendable {
    let options: Options
    /// Where the list is read from; nil where there is none.
    let input: Int32?
    let interruption: Interruption
    /// Takes in what is wrong with a line, which is left out.
    let complain: @Sendable (String) -> Void
    /// How far it has been read.
    let reading = Locked(Reading())

    struct Reading {
        /// The URLs among the arguments that have been taken.
        var arguments = 0
        /// Whether there is nothing more to read.
        var isOver = false
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(
            options: options,
            rest: options.sources[...],
            reader: input.map { LineReader($0, interruption: interruption) },
            complain: complain,
            reading: reading
        )
    }

    struct Iterator: AsyncIteratorProtocol {
        /// Reading waits, so it has a thread of its own.
        private static let thread = IOExecutor(threads: 1)

        let options: Options
        var rest: ArraySlice<String>
        var reader: LineReader?
        let complain: @Sendable (String) -> Void
        let reading: Locked<Reading>

        mutating func next() async throws -> Download? {
            if let source = rest.popFirst() {
                reading.withLock { $0.arguments += 1 }
                return options.download(from: source, name: nil)
            }
            while let line = try await nextLine() {
                guard let entry = entry(in: line) else { continue }
                return options.download(from: entry.url, name: entry.name)
            }
            return nil
        }

        /// The next line, on this thread where it is there already.
        private mutating func nextLine() async throws -> LineReader.Line? {
            guard var reader else {
                reading.withLock { $0.isOver = true }
                return nil
            }
            var line = reader.buffered()
            if line == nil {
                (reader, line) = try await withTaskExecutorPreference(Self.thread) { [reader] in
                    var reader = reader
                    let line = try reader.next()
                    return (reader, line)
                }
            }
            self.reader = reader
            if reader.hasReadAll { reading.withLock { $0.isOver = true } }
            return line
        }

        /// What a line asks for; nil where it asks for nothing, or is left out.
        private func entry(in line: LineReader.Line) -> ListEntry? {
            let problem: String
            switch line {
            case .unreadable(let unreadable):
                problem = unreadable
            case .text(let text):
                do {
                    return try ListEntry(text)
                } catch {
                    problem = error.text
                }
            }
            let list = options.list == "-" ? "standard input" : options.list ?? ""
            complain("line \(reader?.number ?? 0) of \(list) is left out, because \(problem)")
            return nil
        }
    }
}
