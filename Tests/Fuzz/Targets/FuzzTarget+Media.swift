import Downstream

extension FuzzTarget {
    /// What reads the bytes of media.
    static let media = [container, boxes]

    /// Bytes that are written as characters up to U+00FF.
    private static func bytes(_ texts: [String]) -> [[UInt8]] {
        texts.map { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "\0", count: count)
    }

    private static let container = FuzzTarget(
        "MediaContainer",
        samples: bytes([
            "\0\0\0\u{14}ftypisom\0\0\u{2}\0isom", "\0\0\0\u{8}moov\0\0\0\u{8}mdat",
            "\u{1A}\u{45}\u{DF}\u{A3}\u{87}\u{42}\u{82}\u{84}webm", "RIFF\0\0\0\0AVI LIST",
            "RIFF\0\0\0\0WAVEfmt ", "OggS\0\u{2}\(zeros(20))\u{1}\u{7}\u{1}vorbis",
            "\u{FF}\u{FB}\u{90}\u{64}\(zeros(413))\u{FF}\u{FB}\u{90}\u{64}",
            "\u{FF}\u{F1}\u{50}\u{80}\u{2}\u{1F}\u{FC}", "ID3\u{4}\0\0\0\0\u{1}\u{1}",
            String(repeating: "G" + zeros(187), count: 4),
            "\0\0\u{1}\u{BA}\u{44}\0\u{4}\0\u{4}\u{1}",
            "\u{89}PNG\u{D}\u{A}\u{1A}\u{A}", "BM\u{3A}\0\0\0\0\0\0\0\u{36}\0\0\0\u{28}\0\0\0",
            "II\u{2A}\0\u{8}\0\0\0", "\u{FF}\u{D8}\u{FF}\u{E0}", "FLV\u{1}\u{5}\0\0\0\u{9}\0\0\0\0",
            "\u{6}\u{E}\u{2B}\u{34}\u{2}\u{5}\u{1}\u{1}\u{D}\u{1}\u{2}\u{1}\u{1}\u{2}",
            "fLaC\0\0\0\"", "<!doctype html><title>x</title>", "{\"a\": [1, \"\\u00e9\"]}",
            "#EXTM3U\n#EXT-X-VERSION:3\n", "plain text, and no more",
            "<?xml version=\"1.0\"?><!-- a --><MPD xmlns=\"urn\">",
            "\u{FE}\u{FF}\0<\0h\0t\0m\0l\0>", String(repeating: "plain ", count: 682) + "text",
        ]),
        words: [
            "ftyp", "moov", "mdat", "OggS", "RIFF", "<html", "<!--", "<svg", "{", "\"", "\u{FEFF}",
        ]
    ) { input in
        let container = MediaContainer(firstBytes: input.bytes)
        // What lies behind the first bytes never counts.
        if input.bytes.count == MediaContainer.signatureLength {
            let longer = MediaContainer(firstBytes: input.bytes + [0x47, 0, 0xFF])
            try hold(longer == container, "what lies behind the first bytes counts")
        }
        return container != nil
    }

    private static let boxes = FuzzTarget(
        "BoxWalk",
        samples: bytes([
            "\0\0\0\u{10}ftypisom\0\0\0\0\0\0\0\u{28}mdat",
            "\0\0\0\u{1}mdat\0\0\0\0\0\0\0\u{14}\u{1}\u{2}\u{3}\u{4}",
            "\0\0\0\u{8}free\0\0\0\0mdat\u{1}\u{2}\u{3}", "\0\0\0\u{8}moov\0\0\0\u{8}skip",
        ]),
        words: [
            "mdat", "moov", "free", "uuid", "\0\0\0\u{8}", "\0\0\0\u{1}", "\0\0\0\0\0\0\0\u{10}",
        ]
    ) { input in
        guard let missing = try walked(input.bytes) else { return input.bytes.count >= 8 }
        try hold(missing > 0, "\(missing) bytes are missing")
        if missing < 10_000 {
            let whole = input.bytes + Array(repeating: 0, count: Int(missing))
            try hold(try walked(whole) == nil, "\(missing) bytes more are not enough")
        }
        return true
    }

    /// Walks over a file, and gives what is missing of it.
    private static func walked(_ bytes: [UInt8]) throws -> Int64? {
        var walk = BoxWalk(size: Int64(bytes.count))
        var end: Int64 = 0
        while let range = walk.nextHeader {
            try hold(walk.missing == nil, "it goes on behind the end")
            try hold((1...16).contains(range.count), "it takes \(range.count) bytes")
            let isAhead = range.lowerBound >= end && range.upperBound <= bytes.count
            try hold(isAhead, "it reads \(range)")
            // The smallest box has 8 bytes.
            end = range.lowerBound + 8
            walk.take(Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
        }
        return walk.missing
    }
}
