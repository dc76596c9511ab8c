/// The order of jobs that wait: those from outside in rounds of a few, and what follows at once from a
/// round before the next one begins.
///
/// First come, first served would have all downloads write, then all publish, then all ask for what they
/// want next: the network idles until then, and the disk until that has come. One by one they would wake
/// the network for each request, and miss the caches with each job.
package struct JobOrder<Job> {
    /// How many jobs from outside begin together.
    ///
    /// Of sixteen downloads at once, where it was measured, half go to disk while the others come from
    /// the network.
    private static var roundSize: Int { 8 }
    /// After so many jobs of a round the next few from outside join it, however much still follows.
    ///
    /// A small file takes three or four.
    private static var longestRound: Int { 64 }

    private var outside = Queue<Job>()
    private var round = Queue<Job>()
    private var takenOfRound = 0

    /// An order without jobs.
    package init() {}

    /// Whether none waits.
    package var isEmpty: Bool { outside.isEmpty && round.isEmpty }

    /// Takes in a job, which follows from one of the round or comes from outside.
    package mutating func append(_ job: Job, follows: Bool) {
        if follows { round.append(job) } else { outside.append(job) }
    }

    /// Takes out the next job; nil where none waits.
    package mutating func popFirst() -> Job? {
        if round.isEmpty || takenOfRound >= Self.longestRound { beginRound() }
        takenOfRound += 1
        return round.popFirst()
    }

    private mutating func beginRound() {
        takenOfRound = 0
        for _ in 0..<Self.roundSize {
            guard let job = outside.popFirst() else { return }
            round.append(job)
        }
    }
}
