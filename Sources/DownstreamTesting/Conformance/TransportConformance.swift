package import Downstream

/// What all transports do alike: a table that is played to each of them.
///
/// A transport that gets bytes plays all rows, from a ``LoopbackOrigin``; a ``ScriptedTransport``
/// plays those that are scripts. There is no row for the stall timeout of a transport: it takes real
/// time.
package enum TransportConformance {
    /// All rows; each is played over a transport that is new, from an origin that may be used again.
    package static let rows = scripts + waits + bytes + malformedHeads + malformedBodies

    /// The first thing that a transport does otherwise, in one sentence; nil if it does all alike.
    package static func violation(
        of row: ConformanceRow,
        over transport: any Transport,
        from origin: LoopbackOrigin
    ) async -> String? {
        let gate = Gate()
        return await violation(
            of: row,
            on: ConformanceStage(row, gate, over: transport, origin),
            gate
        )
    }

    /// The first thing that a ``ScriptedTransport`` does otherwise; nil if it does all alike, and for
    /// rows that it cannot play.
    package static func violationOfScript(_ row: ConformanceRow) async -> String? {
        let gate = Gate()
        guard let stage = ConformanceStage(script: row, gate) else { return nil }
        return await violation(of: row, on: stage, gate)
    }

    private static func violation(
        of row: ConformanceRow,
        on stage: ConformanceStage,
        _ gate: Gate
    ) async -> String? {
        do {
            try await ConformanceTrial(row: row, stage: stage, gate: gate).play()
            return nil
        } catch let violation as ConformanceTrial.Violation {
            return "\(row.name): \(violation.text)."
        } catch {
            return "\(row.name): it throws \(error)."
        }
    }
}
