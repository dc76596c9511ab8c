/// A bar that fills from the left, in steps of half a column.
struct Gauge {
    let text: StyledText

    /// The bar for a part from 0 to 1; blank where the part is unknown.
    init(_ fraction: Double?, columns: Int) {
        guard let fraction else {
            text = StyledText(String(repeating: " ", count: columns))
            return
        }
        let halves = Int(min(max(0, fraction), 1) * Double(2 * columns))
        let (full, half) = halves.quotientAndRemainder(dividingBy: 2)
        let filled = String(repeating: "━", count: full) + (half > 0 ? "╾" : "")
        let track = String(repeating: "─", count: columns - full - half)
        text = StyledText(filled) + StyledText(track, .faint)
    }
}
