import DownstreamTesting
import Testing

@testable import Downstream

@Suite("A run that is cancelled before its task is known", .timeLimit(.minutes(5)))
struct EarlyCancelTests {
    @Test func `of a download is cancelled all the same`() async throws {
        let gate = Gate()
        let hub = ShareHub(hasHandle: false) { hub in
            hub.cancelRun()
            return Task {
                try? await gate.pass()
                hub.close()
            }
        }

        #expect(try await Subscription(hub, asOwner: true).next() == nil)
    }

    @Test func `of a batch is cancelled all the same`() async {
        let ended = Gate()
        let hub = BatchHub(
            limit: 1,
            perHost: 1,
            executor: ImmediateExecutor(),
            read: { _ in },
            run: { channel in
                channel.cancelRun()
                try? await Gate().pass()
                ended.open()
            }
        )

        hub.add(Download(from: "http://host/a", to: .nowhere))

        try? await ended.pass()
        await hub.settle()
    }
}

/// Runs each job where it is handed over.
private final class ImmediateExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        unsafe UnownedJob(job).runSynchronously(on: asUnownedTaskExecutor())
    }
}
