import Downstream

@testable import download

extension FuzzTarget {
    /// What reads what is typed.
    static let tool = [listEntry, command]

    private static let listEntry = FuzzTarget(
        "ListEntry",
        samples: [
            "http://host/a.mp4", "http://host/a.mp4\tfolder/a.mp4", "  # nothing", "",
            "http://host/a b\t na\u{EF}ve \r",
        ],
        words: ["\t", "#", "../", "/..", "./", "  "]
    ) { input in
        // A line has no end within.
        guard !input.text.utf8.contains(0x0A), let entry = try? ListEntry(input.text) else {
            return false
        }
        let name = entry.name ?? "a"
        try hold(!name.hasPrefix("/"), "\(name) is not below the folder")
        try hold(!name.split(separator: "/").contains(".."), "\(name) leads out of the folder")
        try hold(name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(name) has a control")
        let line = ListEntry.line(url: entry.url, name: entry.name)
        let again = try line.flatMap { try ListEntry($0) }
        try hold(again == entry, "\(entry) reads otherwise")
        return true
    }

    private static let command = FuzzTarget(
        "Command",
        samples: [
            "http://host/a.mp4", "-o\nvideo.mp4\nhttp://host/a", "-i\nurls.txt\n-j8\n--quiet",
            "--retries=0\n--max-size=1.5G\n--limit-rate\n2M\n--\n-x",
            "--header\nAccept: video/mp4\n--user=ada:password\nhttp://host/",
            "--checksum\nmd5:00112233445566778899aabbccddeeff\n--expect\nvideo\nhttp://host/",
            "timeline\nrun.ndjson", "--help", "--version",
            "-d\nVideos\n--proxy=http://proxy:3128\nx",
        ],
        words: OptionSpec.all.map(\.name) + ["--", "-", "=", "--help", "K", "sha256:", "any"]
    ) { input in
        let arguments = input.lines
        let asked: Command
        do throws(UsageError) {
            asked = try Command(arguments)
        } catch {
            try holdPrintable(error.sentence)
            return false
        }
        if case .run(let options) = asked {
            try hold(!options.sources.isEmpty || options.list != nil, "there is nothing to do")
            try hold(options.parallel > 0 && options.retry.retries >= 0, "it counts below nothing")
            try hold(options.limits.bytes ?? 1 > 0, "nothing may come")
            try hold(options.headers.allSatisfy { $0.problem == nil }, "a field splits")
        }
        guard !arguments.contains("--") else { return true }
        let helped = try? Command(arguments + ["--help"])
        try hold(helped == .help || helped == .version && asked == .version, "it gives no help")
        return true
    }
}
