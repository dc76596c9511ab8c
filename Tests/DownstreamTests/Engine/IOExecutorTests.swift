import Dispatch
import Downstream
import Testing

@Suite("Threads for work that blocks", .timeLimit(.minutes(5)))
struct IOExecutorTests {
    @Test func `go on with what a few jobs have begun before they begin others`() async {
        let executor = IOExecutor(threads: 1)
        let gate = DispatchSemaphore(value: 0)
        let steps = Locked<[String]>([])
        // It has begun, and alone, before others come.
        await withCheckedContinuation { begun in
            Task(executorPreference: executor) {
                begun.resume()
                gate.pass()
            }
        }
        let jobs = (0..<9).map { number in
            Task(executorPreference: executor) {
                steps.withLock { $0.append("\(number) begins") }
                await Task.yield()
                steps.withLock { $0.append("\(number) goes on") }
            }
        }
        gate.signal()
        for job in jobs { await job.value }

        let few = 0..<8 as Range<Int>
        #expect(
            steps.withLock(\.self) == few.map { "\($0) begins" } + few.map { "\($0) goes on" }
                + ["8 begins", "8 goes on"]
        )
    }
}
