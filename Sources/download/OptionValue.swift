internal import Downstream

/// What was typed behind an option, and the ways to read it.
struct OptionValue {
    let option: String
    let typed: String

    private func bad(_ problem: String) -> UsageError {
        .badValue(option: option, problem: problem)
    }

    /// Any text that a header may hold.
    func text() throws(UsageError) -> String {
        guard HeaderField("X", typed).problem == nil else {
            throw bad("it holds a control character")
        }
        return typed
    }

    /// The URL of a proxy.
    func proxy() throws(UsageError) -> ProxyRule {
        let rule = ProxyRule.url(try text())
        if let problem = rule.problem { throw bad(problem) }
        return rule
    }

    /// A path; `-` elsewhere means a standard stream.
    func path() throws(UsageError) -> String {
        guard typed != "-" else { throw .notAPath(option: option) }
        return typed
    }

    /// A path, or `-` for a standard stream.
    func pathOrStream() throws(UsageError) -> String {
        typed
    }

    /// A whole number above 0.
    func positiveCount() throws(UsageError) -> Int {
        let count = try count()
        guard count > 0 else { throw bad("it is not above 0") }
        return count
    }

    /// A whole number.
    func count() throws(UsageError) -> Int {
        guard typed.utf8.allSatisfy(\.isDigit), let count = Int(typed) else {
            throw bad("it is not a whole number")
        }
        return count
    }

    /// A number of seconds, with or without a fraction.
    func seconds() throws(UsageError) -> Duration {
        guard let seconds = number(typed[...]), seconds > 0, seconds <= 1e9 else {
            throw bad("it is not a number of seconds above 0")
        }
        return .seconds(seconds)
    }

    /// A number of bytes: `500K`, `2M`, `1.5G`, in powers of 1024 as with curl and wget.
    func size() throws(UsageError) -> Int64 {
        let units: [Character: Double] = [
            "K": 1024, "M": 1_048_576, "G": 1_073_741_824, "T": 1_099_511_627_776,
        ]
        let unit = typed.last.flatMap { units[Character($0.uppercased())] }
        let digits = unit == nil ? typed[...] : typed.dropLast()
        guard let number = number(digits), case let bytes = (number * (unit ?? 1)).rounded(),
            bytes >= 1, bytes < 9e18
        else { throw bad("it is not a size such as 500K, 2M or 1.5G") }
        return Int64(bytes)
    }

    /// Digits with at most one point among them.
    private func number(_ text: Substring) -> Double? {
        let isPlain = text.utf8.allSatisfy { $0.isDigit || $0 == 0x2E }
        return isPlain ? Double(text) : nil
    }

    /// A rule for existing files.
    func rule() throws(UsageError) -> ExistingFileRule {
        guard let rule = ExistingFileRule(rawValue: typed) else {
            throw bad("it is none of replace, keep, fail, number and update")
        }
        return rule
    }

    /// A kind of media; nil for any.
    func media() throws(UsageError) -> ExpectedMedia? {
        if typed == "any" { return nil }
        guard let media = ExpectedMedia(rawValue: typed) else {
            throw bad("it is none of video, audio, image and any")
        }
        return media
    }

    /// `ALGORITHM:DIGITS`.
    func checksum() throws(UsageError) -> Checksum {
        let parts = typed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let algorithm = Checksum.Algorithm(rawValue: parts[0].lowercased()) else {
            throw bad("it does not begin with md5:, sha1:, sha256: or sha512:")
        }
        let digits = parts.count > 1 ? String(parts[1]) : ""
        guard let checksum = Checksum(algorithm, hexadecimal: digits) else {
            throw bad("it does not have the hexadecimal digits of a \(algorithm) checksum")
        }
        return checksum
    }

    /// A field as `Name: value`.
    ///
    /// What was typed may be secret, so no error repeats it.
    func headerField() throws(UsageError) -> HeaderField {
        guard let colon = typed.firstIndex(of: ":") else {
            throw bad("it is not of the form 'Name: value'")
        }
        let value = typed[typed.index(after: colon)...]
        let field = HeaderField(String(typed[..<colon]), value.withoutBlanks)
        if let problem = field.problem { throw bad(problem) }
        return field
    }

    /// A login as `NAME:PASSWORD`.
    ///
    /// What was typed may be secret, so no error repeats it.
    func credentials() throws(UsageError) -> Credentials {
        let parts = typed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw bad("it is not of the form NAME:PASSWORD") }
        return Credentials(user: String(parts[0]), password: String(parts[1]))
    }
}
