/// Numbers of bytes as people read them, in powers of 1000.
package enum ByteCount {
    private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

    /// "0 B", "999 B", "1.5 kB", "12.3 MB", "123 GB": three digits at most before the unit.
    package static func text(_ count: Int64) -> String {
        text(Double(count))
    }

    /// The same for a number that is not whole, as a speed is.
    package static func text(_ count: Double) -> String {
        var value = max(0, count)
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 || value >= 99.95 { return "\(Int(value.rounded())) \(units[unit])" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
