/// The spans of one download, at most 64: beyond, the two of one kind that are nearest to each
/// other become one, as they would look like one anyway.
struct SpanList: Equatable {
    static let limit = 64

    /// In the order in which they ended.
    private(set) var spans: [TimeSpan] = []

    mutating func append(_ span: TimeSpan) {
        spans.append(span)
        if spans.count > Self.limit { joinNearest() }
    }

    private mutating func joinNearest() {
        var last: [TimeSpan.Kind: Int] = [:]
        var nearest: (first: Int, second: Int, gap: Double)?
        for (index, span) in spans.enumerated() {
            if let before = last.updateValue(index, forKey: span.kind) {
                let gap = span.begin - spans[before].end
                if nearest.map({ gap < $0.gap }) ?? true { nearest = (before, index, gap) }
            }
        }
        guard let nearest else { return }
        let second = spans.remove(at: nearest.second)
        spans[nearest.first].end = max(spans[nearest.first].end, second.end)
        spans[nearest.first].count += second.count
        spans[nearest.first].note = "\(spans[nearest.first].count) \(second.kind.rawValue)s"
    }
}
