internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What the playground says, and where.
enum Output {
    /// A line as it is, at once.
    static func say(_ line: String) {
        print(line)
        // A pipe would else get nothing before the end.
        _ = fflush(nil)
    }

    /// What happens in a recipe: below its name, in lines that fit into 80 columns.
    static func tell(_ text: String) {
        var line = " "
        for word in text.split(separator: " ") {
            if line.count + word.count >= 79, line.contains(where: { $0 != " " }) {
                say(line)
                line = "   "
            }
            line += " " + word
        }
        say(line)
    }

    /// What went wrong, on standard error.
    static func complain(_ text: String) {
        LogSink.standardError(text)
    }
}
