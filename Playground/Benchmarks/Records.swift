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

/// How so many downloads at once did, as a line of JSON; seconds, milliseconds of processor time for
/// each, and MiB for the peak.
struct CrowdRecord: Encodable {
    private let kind = "crowd"
    private let benchmark: String
    private let atOnce: Int
    private let wall: SampleRecord
    private let cpu: SampleRecord
    private let cpuEach: SampleRecord
    private let cpuPerMebibyte: SampleRecord
    private let peak: SampleRecord
    private let slowest: SampleRecord

    init(_ benchmark: String, _ crowd: CrowdStanding) {
        self.benchmark = benchmark
        atOnce = crowd.count
        wall = SampleRecord(crowd.wall)
        cpu = SampleRecord(crowd.cpu)
        cpuEach = SampleRecord(crowd.cpuEach)
        cpuPerMebibyte = SampleRecord(crowd.cpuPerMebibyte)
        peak = SampleRecord(crowd.peak)
        slowest = SampleRecord(crowd.slowest)
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
