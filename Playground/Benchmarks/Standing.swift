/// How one program did in one setting.
struct Standing: Sendable {
    /// What was to be done, and where.
    let setting: String
    let program: String
    /// What its runs took.
    let runs: [Run]
    /// What ours took in the runs beside them; none for our own standing.
    let ours: [Run]
    /// The system calls of each unit of work; nil where they were not counted.
    let calls: Double?
    /// The unit of work: a MiB or a file.
    let work: String

    var wall: Sample { Sample(values: runs.map(\.wall)) }
    var cpu: Sample { Sample(values: runs.map(\.cpu)) }
    var mebibytes: Sample { Sample(values: runs.map(\.mebibytes)) }

    /// Our wall to its, pair by pair.
    var wallRatio: Sample { ratios(\.wall) }
    /// Our processor time to its, pair by pair.
    var cpuRatio: Sample { ratios(\.cpu) }

    private func ratios(_ part: (Run) -> Double) -> Sample {
        Sample(values: zip(ours, runs).map { part($0) / part($1) })
    }
}

/// What one run of a program took.
struct Run: Sendable {
    /// Seconds by the clock.
    let wall: Double
    /// Seconds of processor time, its own and the system's for it.
    let cpu: Double
    /// The most memory it had resident.
    let mebibytes: Double
}
