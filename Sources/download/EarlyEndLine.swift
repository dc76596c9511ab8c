internal import Downstream

/// What is said when the tool stops before it is done.
struct EarlyEndLine {
    let text: String

    /// Says why, what is left of the download that ran, and how many were not begun.
    init(cause: String, kept: KeptPart?, unbegun: Int) {
        let left =
            kept.map {
                "; \(ByteCount.text($0.byteCount)) are kept in \(Redaction.printable($0.path))"
            } ?? ""
        let rest =
            switch unbegun {
            case 0: ""
            case 1: "; 1 URL was not begun"
            default: "; \(unbegun) URLs were not begun"
            }
        text = "\(cause)\(left)\(rest)"
    }
}
