/// How so many downloads at once did, in each run.
struct CrowdStanding: Sendable {
    /// How many there were.
    let count: Int
    /// The MiB of each.
    let mebibytesEach: Double
    /// What the runs took.
    let runs: [Run]
    /// The seconds that each download took, run by run.
    let seconds: [[Double]]

    var wall: Sample { Sample(values: runs.map(\.wall)) }
    var cpu: Sample { Sample(values: runs.map(\.cpu)) }
    var peak: Sample { Sample(values: runs.map(\.mebibytes)) }
    /// Milliseconds of processor time for each download, with its share of the start of the process.
    var cpuEach: Sample { Sample(values: runs.map { $0.cpu * 1000 / Double(count) }) }
    /// Milliseconds of processor time for each MiB.
    var cpuPerMebibyte: Sample { Sample(values: cpuEach.values.map { $0 / mebibytesEach }) }

    /// The rate of the slowest download to that of the one in the middle; all have one size.
    var slowest: Sample {
        Sample(values: seconds.map { Sample(values: $0).median / ($0.max() ?? .nan) })
    }

    /// Milliseconds of processor time that each download takes that a smaller crowd did not have.
    func cpuOfMore(than smaller: CrowdStanding) -> Sample {
        let more = Double(count - smaller.count)
        return Sample(
            values: zip(runs, smaller.runs).map { ($0.cpu - $1.cpu) * 1000 / more }
        )
    }
}
