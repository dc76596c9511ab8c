internal import Downstream

/// What a terminal shows of a download while it runs: one line that never wraps.
struct ProgressLine {
    private static let gap = "  "
    /// The name is shortened to this many columns before a field is dropped.
    private static let leastName = 10

    let name: String
    let progress: DownloadEvent.Progress

    /// The line for a terminal so wide; its last column stays free, where some terminals wrap.
    func text(columns: Int) -> String {
        let room = max(0, columns - 1)
        for fields in layouts {
            let tail = fields.map { Self.gap + $0 }.joined()
            let left = room - TextWidth(tail).columns
            if left >= min(TextWidth(name).columns, Self.leastName) {
                return TextWidth.shortened(name, to: left) + tail
            }
        }
        return TextWidth.shortened(layouts.last?.first ?? name, to: room)
    }

    /// The fields behind the name, from all of them to the most important one.
    private var layouts: [[String]] {
        let activity = activity
        var layouts = figures.map { $0 + activity }
        if case .receiving = progress.phase, let least = figures.last {
            if activity.count > 1 { layouts.append(least + activity.prefix(1)) }
            layouts.append(least)
        } else if let word = activity.first {
            layouts.append([word])
        }
        return layouts
    }

    /// How much has arrived, from the longest way to say it to the shortest.
    private var figures: [[String]] {
        let received = padded(ByteCount.text(progress.received), to: 7)
        if let expected = progress.expected, let fraction = progress.fraction {
            // Rounded down: 100 % is all of it.
            let percent = padded("\(Int(fraction * 100)) %", to: 5)
            let both = "\(received) of \(ByteCount.text(expected))"
            return [[both, percent], [received, percent], [percent]]
        }
        switch progress.phase {
        case .connecting where progress.received == 0, .waiting where progress.received == 0:
            return [[]]
        default:
            return [[received]]
        }
    }

    /// How fast it arrives, or why it does not.
    private var activity: [String] {
        switch progress.phase {
        case .waiting(nil):
            return ["waiting for others"]
        case .waiting(let until?):
            let left = max(.zero, until - progress.elapsed)
            return ["waiting \(Int(left.inSeconds.rounded(.up))) s"]
        case .connecting: return ["connecting"]
        case .stalled: return ["stalled"]
        case .verifying: return ["verifying"]
        case .receiving: break
        @unknown default: break
        }
        let speed = padded(ByteCount.text(progress.bytesPerSecond) + "/s", to: 9)
        return [speed] + (progress.remaining.map { ["\(DurationText.clock($0)) left"] } ?? [])
    }

    /// With spaces before it, so that what follows does not jump.
    private func padded(_ text: String, to columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.count)) + text
    }
}
