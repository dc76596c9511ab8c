internal import Downstream

/// What can stand in an attribute or a text.
protocol SVGValue {
    /// The value with nothing in it that could end the attribute or the text.
    var svg: String { get }
}

extension String: SVGValue {
    /// Printable and escaped, with line feeds as they are.
    var svg: String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        let printable = lines.map { Redaction.printable(String($0)) }.joined(separator: "\n")
        var escaped = ""
        for scalar in printable.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            // XML cannot hold these at all (XML 1.0, section 2.2).
            case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Int: SVGValue {
    var svg: String { "\(self)" }
}

extension Double: SVGValue {
    /// With at most two decimals, and "0" for what is no number.
    var svg: String {
        guard isFinite, abs(self) < 1e15 else { return "0" }
        let hundredths = Int((abs(self) * 100).rounded())
        let sign = self < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
