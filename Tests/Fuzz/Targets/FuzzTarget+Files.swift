import Downstream

extension FuzzTarget {
    /// What reads files and gives them names.
    static let files = [fileName, record]

    private static let fileName = FuzzTarget(
        "FileName",
        samples: [
            "video.mp4", "../../etc/passwd", "C:\\a\\b.mp4", "\u{202E}4pm.exe", "con.txt",
            ".bashrc",
            "na%C3%AFve.mp4", String(repeating: "日", count: 90) + ".mp4", "e\u{301}\u{200D}🎬.mkv",
            "a." + String(repeating: "x", count: 250),
        ],
        words: [".mp4", "CON", "LPT9", ":", "-", ". ", "👨🏽‍🚀", "\u{FE0F}", "\u{20DD}", "%2e%2e%2f"]
    ) { input in
        try holdSafe(FileName.safe(fromPath: input.text))
        guard let name = FileName.safe(input.text) else { return false }
        try holdSafe(name)
        for number in [2, 999] {
            let numbered = FileName.numbered(name, number)
            try hold(numbered.utf8.count <= 255, "\(numbered) is too long")
            try hold(numbered != name, "\(numbered) has no number")
            let partial = FileName.partial(of: numbered)
            let longest = FileName.record(of: partial) + ".new"
            try hold(longest.utf8.count <= 255, "\(longest) is too long")
        }
        return true
    }

    /// A name that came from outside, and may now be used.
    static func holdSafe(_ name: String?) throws {
        guard let name else { return }
        let bytes = name.utf8
        try hold(!bytes.isEmpty && bytes.count <= 235, "the name has \(bytes.count) bytes")
        let separators = [0x2F, 0x5C].map { UInt8($0) }
        try hold(!bytes.contains(where: separators.contains), "\(name) has a separator")
        let first = bytes.first.map { Unicode.Scalar($0) }
        try hold(first != "." && first != "-" && first != " ", "\(name) begins badly")
        try hold(bytes.last != 0x2E && bytes.last != 0x20, "\(name) ends badly")
        try holdPrintable(name)
        try hold(FileName.safe(name) == name, "\(name) is not safe by its own measure")
    }

    private static let record = FuzzTarget(
        "ResumeRecord",
        samples: [
            #"""
            {"form":2,"identity":"a","safe":[[0,4]],"version":{"total":10,\#
            "validator":{"isStrong":true,"kind":"entityTag","text":"\"v1\""}}}
            """#,
            #"""
            {"form":2,"identity":"a","safe":[[0,-4]],\#
            "version":{"validator":{"isStrong":true,"kind":"entityTag",\#
            "text":"\"v1\""}}}
            """#,
            #"""
            {"boot":"b","digest":{"algorithm":"md5",\#
            "hexadecimal":"00112233445566778899aabbccddeeff"},"form":2,\#
            "identity":"é","name":"a.mp4","safe":[[0,2]],"written":[[0,2],[4,9]],\#
            "version":{"contentEncoding":"gzip","validator":{"isStrong":true,\#
            "kind":"lastModified","text":"Sun, 06 Nov 1994 08:49:37 GMT"}}}
            """#,
        ],
        words: [
            "\"name\":", "null", "true", "{}", "[]", ",", "\\u0000", "\\ud800", "\"safe\":", "../",
        ]
    ) { input in
        guard let record = ResumeRecord(input.bytes) else { return false }
        try hold(
            record.safe.prefix >= 0 && record.version.total ?? 0 >= 0,
            "it counts below nothing"
        )
        try hold(record.written?.contains(record.safe) ?? true, "it trusts what was not written")
        try hold(record.version.validator.isStrong, "it proves nothing")
        try hold(HeaderField("X", record.version.validator.text).problem == nil, "it splits")
        try holdSafe(record.name)
        try hold(ResumeRecord(try record.encoded()) == record, "it reads otherwise")
        return true
    }
}
