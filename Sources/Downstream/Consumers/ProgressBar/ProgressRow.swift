/// One line of the picture in its fields, of which a table shows as many as fit.
struct ProgressRow {
    /// The fields behind the name and the gauge, in their order on the line.
    enum Field: CaseIterable {
        case percent, received, size, activity, attempt, left
    }

    /// What the line is about, from the longest way to say it to the shortest.
    let names: [String]
    /// The part that has arrived; nil where that is unknown.
    let fraction: Double?
    /// What there is to say.
    let fields: [Field: String]
    /// What is said where only one field fits.
    let gist: String
}

extension ProgressRow {
    /// The line of a download that runs.
    init(_ track: ProgressTrack, at time: Duration) {
        names = [track.name]
        fraction = track.fraction
        var fields = Self.figures(track.received, track.expected, track.fraction)
        var word: String?
        switch track.activity {
        case .waiting(nil):
            word = "waiting"
        case .waiting(let until?):
            word = "waiting \(Int(max(.zero, until - time).inSeconds.rounded(.up))) s"
        case .connecting: word = "connecting"
        case .stalled: word = "stalled"
        case .verifying: word = "verifying"
        case .receiving(let bytesPerSecond, let remaining):
            fields[.activity] = Self.speed(bytesPerSecond)
            fields[.left] = remaining.map(Self.left)
        }
        if let word {
            fields[.activity] = word
            if track.received == 0 { fields[.received] = nil }
        }
        if track.attempt > 1 { fields[.attempt] = "attempt \(track.attempt)" }
        self.fields = fields
        gist = word ?? fields[.percent] ?? fields[.received] ?? ""
    }

    /// The line of them all together.
    init(_ total: ProgressTotal) {
        let counted = total.announced.map { "\(total.ended) of \($0)" } ?? "\(total.ended) done"
        let failed = total.failed > 0 ? ["\(counted), \(total.failed) failed"] : []
        names = failed + [counted] + [total.announced.map { "\(total.ended)/\($0)" } ?? counted]
        fraction = total.fraction
        var fields = Self.figures(total.received, total.expected, total.fraction)
        fields[.activity] = Self.speed(total.bytesPerSecond)
        fields[.left] = total.remaining.map(Self.left)
        self.fields = total.received > 0 || total.expected != nil ? fields : [:]
        gist = fields[.percent] ?? fields[.received] ?? ""
    }

    private static func figures(
        _ received: Int64,
        _ expected: Int64?,
        _ fraction: Double?
    ) -> [Field: String] {
        var fields: [Field: String] = [.received: padded(ByteCount.text(received), to: 7)]
        if let expected, let fraction {
            fields[.size] = "of \(ByteCount.text(expected))"
            // Rounded down: 100 % is all of it.
            fields[.percent] = padded("\(Int(fraction * 100)) %", to: 5)
        }
        return fields
    }

    private static func speed(_ bytesPerSecond: Double) -> String {
        padded(ByteCount.text(bytesPerSecond) + "/s", to: 9)
    }

    private static func left(_ remaining: Duration) -> String {
        "\(DurationText.clock(remaining)) left"
    }

    /// With spaces before it, so that what follows does not jump.
    private static func padded(_ text: String, to columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.count)) + text
    }
}
