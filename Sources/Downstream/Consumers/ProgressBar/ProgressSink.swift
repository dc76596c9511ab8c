/// Where a progress bar is drawn: on a terminal, or as lines that stay.
public struct ProgressSink: Sendable {
    /// The size of a terminal in characters.
    public struct Size: Sendable, Equatable {
        /// The characters in one line; 1 or more.
        public var columns: Int
        /// The lines; 1 or more.
        public var rows: Int

        /// A size.
        public init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    enum Kind: Sendable {
        case terminal(hasColor: Bool, size: @Sendable () -> Size, write: @Sendable (String) -> Void)
        case lines(LogSink)
    }

    let kind: Kind

    /// Standard error: a terminal, if it is one and `TERM` does not say `dumb`; lines otherwise.
    ///
    /// There are no colours where `NO_COLOR` is set.
    public static let standardError = ProgressSink.descriptor(2) { text in
        // Where standard error itself fails, there is nobody left to tell.
        try? LineFile.standardError.write(text)
    }

    /// A terminal of one's own, which understands the escape codes of an xterm.
    ///
    /// `hasColor` is whether it also gets those for colours. `size` is asked before each drawing.
    /// `write` takes text as it is, from any thread, one call at a time.
    public static func terminal(
        hasColor: Bool = true,
        size: @escaping @Sendable () -> Size,
        write: @escaping @Sendable (String) -> Void
    ) -> ProgressSink {
        ProgressSink(kind: .terminal(hasColor: hasColor, size: size, write: write))
    }

    /// Lines that stay, without escape codes: when the first byte of a download is due, each time it
    /// begins again, at most one in ten seconds while it runs, and when it ends.
    public static func lines(to sink: LogSink) -> ProgressSink {
        ProgressSink(kind: .lines(sink))
    }

    /// What stands behind a descriptor, where `write` puts the text.
    package static func descriptor(
        _ descriptor: Int32,
        write: @escaping @Sendable (String) -> Void
    ) -> ProgressSink {
        let environment = Terminal.environment
        guard Terminal(descriptor).size != nil, Terminal.movesCursor(environment) else {
            return .lines(to: .closure { write($0 + "\n") })
        }
        return .terminal(
            hasColor: Terminal.showsColor(environment),
            size: { Terminal(descriptor).size ?? Terminal.usualSize },
            write: write
        )
    }
}
