import Downstream

extension FuzzTarget {
    /// What reads single header fields.
    static let headers = [contentRange, contentDisposition, retryAfter, date, digest, head]

    private static let contentRange = FuzzTarget(
        "ContentRange",
        samples: [
            "bytes 0-9/10", "bytes 5-5/*", "bytes */10", "Bytes 1-2/3", "bytes 0-0/1",
            "bytes 9-9223372036854775806/9223372036854775807",
        ],
        words: ["bytes", "*", "-", "/", "items"]
    ) { input in
        switch ContentRange(input.text) {
        case nil: return false
        case .part(let range, let total):
            try hold(range.lowerBound >= 0, "it begins before the file")
            try hold(range.upperBound < total ?? .max, "it ends behind the file")
            let place = "\(range.lowerBound)-\(range.upperBound)/\(total.map(String.init) ?? "*")"
            try hold(
                ContentRange("bytes \(place)") == .part(range, total: total),
                "\(place) reads otherwise"
            )
        case .unsatisfied(let total):
            try hold(total >= 0, "it has less than nothing")
            try hold(
                ContentRange("bytes */\(total)") == .unsatisfied(total: total),
                "\(total) reads otherwise"
            )
        }
        return true
    }

    private static let contentDisposition = FuzzTarget(
        "ContentDisposition",
        samples: [
            "attachment; filename=a.mp4", "attachment; filename=\"a \\\"b\\\".mp4\"",
            "inline; filename*=UTF-8''na%C3%AFve.mp4; filename=naive.mp4",
            "attachment; filename*=ISO-8859-1''na%EFve.mp4", "; FileName = a%20b.mp4 ; size=5",
        ],
        words: [
            "filename", "filename*", "=", ";", "\"", "UTF-8''", "iso-8859-1'en'", "'", "%E2%80%AE",
        ]
    ) { input in
        guard let name = ContentDisposition.fileName(input.text) else { return false }
        let coded = PercentCoding.encoded(name.utf8) { $0 >= 0x61 && $0 <= 0x7A }
        let again = ContentDisposition.fileName("attachment; filename*=utf-8''\(coded)")
        try hold(
            again?.unicodeScalars.elementsEqual(name.unicodeScalars) == true,
            "\(name.debugDescription) reads otherwise when it is encoded"
        )
        try holdSafe(FileName.safe(name))
        return true
    }

    private static let retryAfter = FuzzTarget(
        "RetryAfter",
        samples: [
            "120", "0", "99999999999999999999",
            "Sun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:07 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT\nSat, 01 Jan 0000 00:00:00 GMT",
            "Sun Nov  6 08:49:37 2094",
        ],
        words: ["Sun, 06 Nov 1994 08:49:37 GMT", "GMT", "Nov", ":"]
    ) { input in
        let lines = input.lines
        let date = lines.count > 1 ? [HeaderField("Date", lines[1])] : []
        let head = ResponseHead(
            status: 503,
            headers: [HeaderField("Retry-After", lines[0])] + date
        )
        guard let wait = RetryAfter.wait(head, now: 1_000_000_000) else { return false }
        try hold(wait >= .zero && wait <= .seconds(1 << 40), "the wait is \(wait)")
        if lines.count > 1, HTTPDate(lines[1]) != nil {
            try hold(RetryAfter.wait(head, now: 5) == wait, "it asks our clock though there is one")
        }
        return true
    }

    private static let date = FuzzTarget(
        "HTTPDate",
        samples: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994", "Thu, 29 Feb 2024 23:59:60 GMT",
            "Sat, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:60 GMT",
            "Thu, 29 Feb 1900 00:00:00 GMT",
        ],
        words: ["GMT", "Feb", "29", "31", "1900", "-", ",", ":", "60"]
    ) { input in
        guard let seconds = HTTPDate(input.text)?.secondsSince1970 else { return false }
        try hold(
            (-62_167_219_200...253_402_300_800).contains(seconds),
            "\(seconds) is no year from 0 to 9999"
        )
        // A leap second of the last year has no date of its own.
        guard seconds < 253_402_300_800 else { return true }
        let text = CivilDate(secondsSince1970: seconds).text
        try hold(HTTPDate(text)?.secondsSince1970 == seconds, "\(seconds) is not \(text)")
        // A day that the month does not have would be one of the next; so is a leap second's.
        let month = String(text.dropFirst(8).prefix(3)).lowercased()
        let isInMonth = input.text.lowercased().contains(month) || input.text.contains("60")
        try hold(isInMonth, "the month is \(month)")
        return true
    }

    private static let digest = FuzzTarget(
        "ReprDigest",
        samples: [
            "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
            "sha-512=:\(String(repeating: "A", count: 86))==:;q=1, md5=:AAAAAAAAAAAAAAAAAAAAAA==:",
            "SHA-256 = :\(String(repeating: "/", count: 42))8=: \nsha-256=:x:",
        ],
        words: ["sha-256=:", "sha-512=:", ":", "=", ",", ";"]
    ) { input in
        let fields = input.lines.map { HeaderField("Repr-Digest", $0) }
        guard let checksum = ReprDigest.checksum(ResponseHead(status: 200, headers: fields)) else {
            return false
        }
        let digits = checksum.hexadecimal
        try hold(
            [.sha256, .sha512].contains(checksum.algorithm)
                && Checksum(checksum.algorithm, hexadecimal: digits) == checksum,
            "\(digits) are not its digits"
        )
        return true
    }

    private static let head = FuzzTarget(
        "HeadParser",
        samples: [
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: \t1 \r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 Partial\r\nETag: \"v1\"\r\n\r\n",
            "HTTP/2 404\nA:\n b\n\tc\n:\n\n",
        ],
        words: ["HTTP/", "HTTP/1.1 200 ", "\r\n\r\n", "\n\n", ": ", "\n ", "é"]
    ) { input in
        guard let head = try? parsed(input.bytes) else { return false }
        try hold((200...999).contains(head.status), "its status is \(head.status)")
        for field in head.headers {
            let isOneLine = "\(field.name)\(field.value)".utf8.allSatisfy {
                $0 != 0x0A && $0 != 0x0D
            }
            try hold(isOneLine, "a field has two lines: \(field.value.debugDescription)")
        }
        try holdPrintable(head.httpVersion ?? "")
        let fields = head.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        let text = "HTTP/\(head.httpVersion ?? "") \(head.status) \r\n\(fields)\r\n"
        try hold(
            (try? parsed(Array(text.utf8))) == head,
            "\(text.debugDescription) reads otherwise"
        )
        return true
    }

    private static func parsed(_ bytes: [UInt8]) throws(DownloadError.Reason) -> ResponseHead? {
        var parser = HeadParser(limit: 100_000)
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            let line = rest[..<end]
            if let head = try parser.line(line.span) { return head }
            rest = rest[end...]
        }
        return nil
    }
}
