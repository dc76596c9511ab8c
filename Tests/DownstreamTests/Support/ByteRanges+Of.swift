import Downstream

extension ByteRanges {
    /// These ranges.
    static func of(_ ranges: Range<Int64>...) -> ByteRanges {
        ranges.reduce(into: ByteRanges()) { $0.insert($1) }
    }
}
