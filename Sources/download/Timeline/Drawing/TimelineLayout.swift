/// Where everything is on the page, in pixels.
///
/// The page is as wide always; rows become lower as they become more, but never too low to read,
/// so that the page grows.
struct TimelineLayout {
    static let width = 1280.0
    static let margin = 28.0
    /// The part of the page where time runs.
    static let plot = 248.0...884.0
    /// Where the columns of numbers end, and where the sentences beside them begin.
    static let bytesEnd = 968.0
    static let durationEnd = 1036.0
    static let speedEnd = 1128.0
    static let wordsBegin = 1056.0

    static let legendY = 84.0
    static let total = 112.0...222.0
    static let rowsTop = 256.0

    let rowCount: Int
    /// The time at the right end of the plot, in seconds.
    let seconds: Double

    init(rowCount: Int, end: Double) {
        self.rowCount = rowCount
        seconds = end > 0 ? max(end, 0.001) : 1
    }

    var rowHeight: Double {
        if rowCount <= 1 { return 52 }
        return min(34, max(14, (1120 / Double(rowCount)).rounded()))
    }

    /// Whether the text of the rows is small, 10 pixels instead of 12.
    var isDense: Bool { rowHeight < 20 }

    /// How many columns of text fit into so many pixels; letters are taken to be rather wide.
    func columns(in pixels: Double) -> Int {
        Int(pixels / (isDense ? 6 : 7.2))
    }

    var rowsBottom: Double { Self.rowsTop + rowHeight * Double(rowCount) }

    /// Below the rows are the times again, and room for two lines.
    var height: Double { rowsBottom + 80 }

    func x(_ time: Double) -> Double {
        // The mark of an end has its place behind it.
        let length = Self.plot.upperBound - Self.plot.lowerBound - 14
        return Self.plot.lowerBound + length * min(1, max(0, time / seconds))
    }

    /// The part of the page that belongs to a row.
    func row(_ index: Int) -> ClosedRange<Double> {
        let top = Self.rowsTop + rowHeight * Double(index)
        return top...(top + rowHeight)
    }

    /// How long a step of a curve is that takes so many pixels.
    func secondsPerStep(pixels: Double) -> Double {
        seconds / (x(seconds) - x(0)) * pixels
    }
}
