internal import Downstream
internal import DownstreamTesting

/// Something wrong that is planted where the engine gets what it needs from outside.
struct Defect: Sendable {
    /// What to call it on the command line.
    let name: String
    /// What is wrong, in a few words.
    let summary: String
    /// What a sentence has in it that names what is wrong.
    let telltale: [String]

    /// What it makes of a download that is asked for.
    var download: @Sendable (inout Download) -> Void = { _ in }
    /// What a batch is made of.
    var batch: @Sendable ([Download]) -> [Download] = { $0 }
    var transport: @Sendable (any Transport) -> any Transport = { $0 }
    var disk: @Sendable (any Disk) -> any Disk = { $0 }
    var plan: SegmentPlan.Maker = SegmentPlan.init(_:connections:smallest:)
    /// Whether the turn of a connection that is lost is never given back.
    var keepsTurns = false
    var judge: ResponseVerdict.Judge = ResponseVerdict.init(_:goingOnFrom:isConditional:)
    var timekeeper: @Sendable (Timekeeper) -> Timekeeper = { $0 }
    /// What stands between a run and those who listen to it; nil for nothing.
    var channel: (@Sendable (any RunChannel, any Disk, _ path: String?) -> any RunChannel)?
    /// What those who cancel a run get hold of.
    var handle: @Sendable (Task<Void, Never>, any TaskExecutor) -> Task<Void, Never> = { task, _ in
        task
    }

    /// Nothing is wrong.
    static let none = Defect(name: "none", summary: "nothing is wrong", telltale: [])

    /// A download as it is asked for where this is planted.
    func planted(in download: Download) -> Download {
        var changed = download
        self.download(&changed)
        return changed
    }

    /// Whether a sentence names what is wrong, and not just something that follows from it.
    func isNamed(in sentence: String) -> Bool {
        telltale.allSatisfy { sentence.contains($0) }
    }
}
