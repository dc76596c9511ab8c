/// What a benchmark has found out.
struct Findings: Sendable {
    /// The figures, with bounds where they have to keep some.
    var figures: [Figure] = []
    /// How each program did, in each setting.
    var standings: [Standing] = []
    /// How many downloads at once did, by their number.
    var crowds: [CrowdStanding] = []
    /// What was left out, and why.
    var omissions: [String] = []

    /// Findings that are figures alone.
    init(_ figures: [Figure] = []) {
        self.figures = figures
    }

    /// Adds those of another setting.
    static func += (one: inout Findings, other: Findings) {
        one.figures += other.figures
        one.standings += other.standings
        one.crowds += other.crowds
        one.omissions += other.omissions.filter { !one.omissions.contains($0) }
    }
}

/// The findings of one benchmark, or why there are none.
struct Outcome: Sendable {
    let benchmark: String
    let findings: Findings
    /// What went wrong; nil where nothing did.
    let problem: String?

    /// What is not as it has to be, in sentences.
    var complaints: [String] {
        let missed = findings.figures.filter { !$0.holds }.map { figure in
            "\(figure.name) is \(NumberText.of(figure.sample.median)) \(figure.unit),"
                + " \(figure.bound?.complaint ?? "")"
        }
        return (missed + [problem].compactMap(\.self)).map { "\(benchmark): \($0)" }
    }
}
