internal import CPlatform

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A terminal on which a line can be drawn again in place.
struct Terminal {
    /// Behind this output.
    let output: Output

    /// The terminal behind an output; nil where there is none, or one that only prints.
    init?(_ output: Output) {
        guard isatty(output.descriptor) == 1, let type = unsafe getenv("TERM"),
            case let type = unsafe String(cString: type), !type.isEmpty, type != "dumb"
        else { return nil }
        self.output = output
    }

    /// How wide it is now.
    var columns: Int {
        let columns = Int(ds_terminal_columns(output.descriptor))
        return columns > 0 ? columns : 80
    }

    /// Draws a line over the one before.
    ///
    /// The cursor goes back to its beginning, so that a "^C" of the terminal's own lands on the
    /// line and is cleared with it.
    func draw(_ line: String) {
        output.say("\(line)\u{1B}[K\r")
    }

    /// Clears the line.
    func clear() {
        output.say("\r\u{1B}[K")
    }
}
