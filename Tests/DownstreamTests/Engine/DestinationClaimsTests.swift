import DownstreamTesting
import Testing

@testable import Downstream

@Suite("The claim to a destination", .timeLimit(.minutes(5)))
struct DestinationClaimsTests {
    private let claims = DestinationClaims()

    private func hub() -> ShareHub {
        ShareHub(hasHandle: false) { _ in Task {} }
    }

    /// A hub whose run has been cancelled and has not ended yet.
    private func leavingHub() async throws -> ShareHub {
        let hasBegun = Gate()
        let hub = ShareHub(hasHandle: false) { _ in
            hasBegun.open()
            return Task {}
        }
        let owner = hub.join(asOwner: true)
        let reader = Task { await hub.next(owner) }
        try await hasBegun.pass()
        hub.leave(owner)
        #expect(await reader.value == .end)
        #expect(hub.isLeaving)
        return hub
    }

    @Test func `is refused while its holder is alive, and free afterwards`() async throws {
        try await claims.claim("a", for: hub())
        try await claims.claim("b", for: hub())
        await #expect(throws: DownloadError.Reason.destinationBusy) {
            try await claims.claim("a", for: hub())
        }

        claims.release("a")
        try await claims.claim("a", for: hub())
    }

    @Test func `waits for a holder that is on its way out`() async throws {
        try await claims.claim("a", for: leavingHub())
        let newcomers = (0..<3).map { _ in
            let hub = hub()
            return Task { try await claims.claim("a", for: hub) }
        }

        claims.release("a")

        var results: [Result<Void, any Error>] = []
        for newcomer in newcomers { results.append(await newcomer.result) }
        let reasons = results.map { result in reason { try result.get() } }
        #expect(reasons.count { $0 == nil } == 1)
        #expect(reasons.count { $0 == .destinationBusy } == 2)
    }

    @Test func `is given up when who waits for it is cancelled`() async throws {
        try await claims.claim("a", for: leavingHub())
        let newcomer = Task { try await claims.claim("a", for: hub()) }

        newcomer.cancel()

        await #expect(throws: CancellationError.self) { try await newcomer.value }
        claims.release("a")
        try await claims.claim("a", for: hub())
    }

    @Test func `is not waited for where the place has passed to another`() async throws {
        let leaving = try await leavingHub()
        let newcomer = hub()
        try await claims.claim("a", for: leaving)
        claims.release("a")
        try await claims.claim("a", for: hub())

        // What a claim does that saw the first holder, and is overtaken by the second.
        await claims.departure(of: leaving, from: "a", for: newcomer)

        await #expect(throws: DownloadError.Reason.destinationBusy) {
            try await claims.claim("a", for: newcomer)
        }
    }
}
