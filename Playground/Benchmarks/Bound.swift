/// What a figure has to keep.
enum Bound: Sendable {
    case atMost(Double)
    case atLeast(Double)

    /// Whether a value keeps it; what is not a number does not.
    func admits(_ value: Double) -> Bool {
        switch self {
        case .atMost(let most): value <= most
        case .atLeast(let least): value >= least
        }
    }

    /// As in a table.
    var text: String {
        switch self {
        case .atMost(let most): "<= \(NumberText.of(most))"
        case .atLeast(let least): ">= \(NumberText.of(least))"
        }
    }

    /// What is said of a value that does not keep it.
    var complaint: String {
        switch self {
        case .atMost(let most): "more than \(NumberText.of(most))"
        case .atLeast(let least): "less than \(NumberText.of(least))"
        }
    }
}
