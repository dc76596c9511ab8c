internal import Downstream

/// What is said when a signal ends the tool.
struct InterruptionLine {
    let text: String

    /// Says what is left of the download that ran, and how many were not begun.
    init(kept: KeptPart?, unbegun: Int) {
        let left =
            kept.map {
                "\(ByteCount.text($0.byteCount)) are kept in \(Redaction.printable($0.path))"
            } ?? "nothing is kept of what was not complete"
        let rest =
            switch unbegun {
            case 0: ""
            case 1: "; 1 URL was not begun"
            default: "; \(unbegun) URLs were not begun"
            }
        text = "interrupted; \(left)\(rest)"
    }
}
