internal import Downstream

/// What is said when the tool stops before it is done.
struct EarlyEndLine {
    let text: String

    /// Says why, what is left of the downloads that ran, and how many were not begun.
    init(cause: String, kept: [KeptPart], unbegun: Int, hasList: Bool = false) {
        let size = ByteCount.text(kept.reduce(0) { $0 + $1.byteCount })
        let left =
            switch kept.count {
            case 0: ""
            case 1: "; \(size) are kept in \(Redaction.printable(kept[0].path))"
            default: "; \(size) are kept in \(kept.count) partial files"
            }
        let rest =
            switch unbegun {
            case 0: ""
            case 1: "; 1 URL was not begun"
            default: "; \(unbegun) URLs were not begun"
            }
        let list = hasList ? "; the rest of the list was not read" : ""
        text = "\(cause)\(left)\(rest)\(list)"
    }
}
