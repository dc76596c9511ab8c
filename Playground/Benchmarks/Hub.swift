internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Events through the hub of one download to three owners, all on Swift's own pool.
struct Hub: Benchmark {
    private static let count = 1_000_000
    private static let rounds = 9

    let name = "hub"
    let purpose = "a million events to three owners, \(rounds) times"

    func run(on stage: Stage) async throws -> Findings {
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            let begin = ContinuousClock.now
            let counts = try await events()
            times.append((ContinuousClock.now - begin) / Duration.seconds(1))
            guard counts == Array(repeating: Self.count, count: 3) else {
                throw Failure.download("an owner missed events: \(counts)")
            }
        }
        return Findings([
            Figure("a million events to three owners", medianOf: times, unit: "s", atMost: 2)
        ])
    }

    private func events() async throws -> [Int] {
        let hub = ShareHub(hasHandle: false) { hub in
            Task {
                hub.offer(.started(DownloadEvent.Attempt(number: 1)))
                for offset in 0..<Int64(Self.count - 2) {
                    hub.offer(.chunk(DownloadEvent.Chunk(offset: offset, bytes: Data())))
                    await hub.room()
                }
                hub.offer(.completed(DownloadEvent.Completion(url: nil, byteCount: 1)))
            }
        }
        let owners = (0..<3).map { _ in Subscription(hub, asOwner: true).events }
        return try await withThrowingTaskGroup { group in
            for owner in owners {
                group.addTask {
                    var count = 0
                    for try await _ in owner { count += 1 }
                    return count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
