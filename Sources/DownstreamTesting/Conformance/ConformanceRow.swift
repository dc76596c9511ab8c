package import Downstream

#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
#else
package import struct Foundation.Data
#endif

/// One thing that all transports do alike: what they are asked, what is sent, and what comes of it.
package struct ConformanceRow: Sendable {
    /// What the server sends.
    package enum Source: Sendable {
        /// Scripts for the first request, the second and so on, which may wait for a gate.
        case scripts(@Sendable (Gate) -> [[ScriptedTransport.Step]])
        /// What no script can say, so it is for transports that get bytes.
        case bytes(LoopbackOrigin.Reply)
    }

    /// What becomes of a response; where there are several, of the first.
    package enum Outcome: Sendable {
        /// The head, the bytes, and the end.
        case whole(ResponseHead, Data)
        /// The head, the bytes, and then a failure.
        case cut(ResponseHead, Data, Failure)
        /// The head, no other bytes than these and perhaps not all of them, and then a failure.
        case reset(ResponseHead, Data, Failure)
        /// A failure, before the head or behind it.
        case refused(Failure)

        /// How many bytes come at the most.
        var byteCount: Int {
            switch self {
            case .whole(_, let bytes), .cut(_, let bytes, _), .reset(_, let bytes, _): bytes.count
            case .refused: 0
            }
        }
    }

    /// What is asked of a transport beside reading to the end.
    package enum Reading: Sendable {
        case toTheEnd
        /// The task is cancelled while the server says nothing; the next response is read to its end.
        case cancelledBeforeTheHead
        /// The same behind the bytes of the outcome.
        case cancelledInTheBody
        /// Another response is read to its end first, and the server meanwhile may not get to its gate.
        case behindAnother
    }

    /// Reasons that transports agree on; they put them in words of their own.
    package enum Failure: Sendable {
        case connectionLost
        case malformedResponse
        /// Transports differ in what they call it.
        case any

        func matches(_ reason: DownloadError.Reason) -> Bool {
            switch (self, reason) {
            case (.any, _), (.connectionLost, .connectionLost),
                (.malformedResponse, .malformedResponse):
                true
            default: false
            }
        }
    }

    /// What the row is about, in a few words.
    package let name: String
    /// What it is asked, for any URL.
    package let request: TransportRequest
    package let source: Source
    package let reading: Reading
    package let outcome: Outcome

    /// A row that any transport can play.
    init(
        _ name: String,
        asked request: TransportRequest = TransportRequest(url: ""),
        reading: Reading = .toTheEnd,
        _ outcome: Outcome,
        scripts: @escaping @Sendable (Gate) -> [[ScriptedTransport.Step]]
    ) {
        self.name = name
        self.request = request
        self.reading = reading
        self.outcome = outcome
        source = .scripts(scripts)
    }

    /// A row for transports that get bytes.
    init(
        _ name: String,
        bytes: some Sequence<UInt8>,
        then ending: LoopbackOrigin.Ending = .close,
        _ outcome: Outcome
    ) {
        self.name = name
        self.outcome = outcome
        request = TransportRequest(url: "")
        reading = .toTheEnd
        source = .bytes(LoopbackOrigin.Reply(Array(bytes), then: ending))
    }

    /// Whether only transports that get bytes can play it.
    package var isForBytesOnly: Bool {
        switch source {
        case .scripts: false
        case .bytes: true
        }
    }
}

extension ConformanceRow: CustomStringConvertible {
    /// The name.
    package var description: String { name }
}
