/// A figure as a line of JSON.
struct FigureRecord: Encodable {
    private let kind = "figure"
    private let benchmark: String
    private let figure: String
    private let unit: String
    private let sample: SampleRecord
    private let atMost: Double?
    private let atLeast: Double?
    private let holds: Bool?

    init(_ benchmark: String, _ figure: Figure) {
        self.benchmark = benchmark
        self.figure = figure.name
        unit = figure.unit
        sample = SampleRecord(figure.sample)
        atMost = if case .atMost(let most) = figure.bound { most } else { nil }
        atLeast = if case .atLeast(let least) = figure.bound { least } else { nil }
        holds = figure.bound == nil ? nil : figure.holds
    }
}

/// How a program did, as a line of JSON; seconds, and MiB for the peak.
struct StandingRecord: Encodable {
    private let kind = "program"
    private let benchmark: String
    private let setting: String
    private let program: String
    private let wall: SampleRecord
    private let cpu: SampleRecord
    private let peak: SampleRecord
    private let wallRatio: SampleRecord?
    private let cpuRatio: SampleRecord?
    private let calls: Double?
    private let callsPer: String

    init(_ benchmark: String, _ standing: Standing) {
        self.benchmark = benchmark
        setting = standing.setting
        program = standing.program
        wall = SampleRecord(standing.wall)
        cpu = SampleRecord(standing.cpu)
        peak = SampleRecord(standing.mebibytes)
        wallRatio = standing.ours.isEmpty ? nil : SampleRecord(standing.wallRatio)
        cpuRatio = standing.ours.isEmpty ? nil : SampleRecord(standing.cpuRatio)
        calls = standing.calls
        callsPer = standing.work
    }
}

/// Values that were measured, with what is made of them; without numbers where there are none.
struct SampleRecord: Encodable {
    private let median: Double?
    private let min: Double?
    private let max: Double?
    private let values: [Double]

    init(_ sample: Sample) {
        median = sample.values.isEmpty ? nil : sample.median
        min = sample.values.min()
        max = sample.values.max()
        values = sample.values
    }
}

/// A sentence as a line of JSON.
struct NoteRecord: Encodable {
    private let kind: String
    private let benchmark: String
    private let sentence: String

    init(_ kind: String, _ benchmark: String, _ sentence: String) {
        self.kind = kind
        self.benchmark = benchmark
        self.sentence = sentence
    }
}
