internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One answer of the simulated server, before it becomes the lines of a script.
struct Reply: Sendable {
    /// What comes behind the bytes.
    enum Ending: Sendable {
        case end
        case drop
        /// Nothing for so long, and then the transport gives up.
        case stall(Duration)
    }

    /// What comes before the head.
    enum Beginning: Sendable {
        case none
        case pause(Duration)
        case failure(DownloadError.Reason)
    }

    var beginning = Beginning.none
    var head: ResponseHead
    var body = Data()
    /// Where in the body the bytes pause, and for how long.
    var pauses: [(after: Int, Duration)] = []
    var ending = Ending.end
    /// Whether bytes of it are wrong in a way that only a digest can tell.
    var isSpoilt = false
    /// What the trace says of it.
    var note: String

    /// The lines of a script.
    var steps: [ScriptedTransport.Step] {
        var steps: [ScriptedTransport.Step] = []
        switch beginning {
        case .none: break
        case .pause(let duration): steps.append(.pause(duration))
        case .failure(let reason): return [.fail(TransportError(reason))]
        }
        steps.append(.head(head))
        var from = body.startIndex
        for (place, duration) in pauses {
            let end = min(body.startIndex + place, body.endIndex)
            if end > from { steps.append(.data(body[from..<end])) }
            steps.append(.pause(duration))
            from = max(from, end)
        }
        if from < body.endIndex { steps.append(.data(body[from...])) }
        switch ending {
        case .end: break
        case .drop: steps.append(.drop)
        case .stall(let duration):
            steps += [.pause(duration), .fail(TransportError(.stalled))]
        }
        return steps
    }

    /// Sends the fields of this name no more, and then one with this value; nil sends none.
    mutating func set(_ name: String, _ value: String?) {
        head.headers.removeAll { $0.isNamed(name) }
        if let value { head.headers.append(HeaderField(name, value)) }
    }
}
