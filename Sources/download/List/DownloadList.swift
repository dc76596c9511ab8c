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
            guard var reader else {
                reading.withLock { $0.isOver = true }
                return nil
            }
            let (read, entry) = try await withTaskExecutorPreference(Self.thread) {
                [options, complain] in
                let entry = try Self.entry(&reader, options, complain)
                return (reader, entry)
            }
            self.reader = read
            if read.hasReadAll { reading.withLock { $0.isOver = true } }
            return entry.map { options.download(from: $0.url, name: $0.name) }
        }

        private static func entry(
            _ reader: inout LineReader,
            _ options: Options,
            _ complain: (String) -> Void
        ) throws -> ListEntry? {
            let list = options.list ?? ""
            while let line = try reader.next() {
                let place = "line \(reader.number) of \(list == "-" ? "standard input" : list)"
                switch line {
                case .unreadable(let problem):
                    complain("\(place) is left out, because \(problem)")
                case .text(let text):
                    do {
                        if let entry = try ListEntry(text) { return entry }
                    } catch {
                        complain("\(place) is left out, because \(error.text)")
                    }
                }
            }
            return nil
        }
    }
}
