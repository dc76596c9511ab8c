internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One download of a process.
struct DownloadPlan: Sendable {
    enum Place: Sendable, Equatable {
        case file(String)
        case folder(String)
        case nowhere
    }

    let resource: Int
    var place: Place
    let isFlushed: Bool
    var rule: ExistingFileRule?
    var resumes = true
    /// Over how many connections it may come.
    var segments = 1
    var retry = RetryPolicy.default
    var limits = DownloadLimits.default
    /// Whether the caller knows the checksum of the version that he wants.
    var knowsChecksum = false
    /// Whether the URL is another one at each attempt, as a signed one is.
    var signs = false
    var listener = ListenerPlan()
    /// When it begins.
    var delay = Duration.zero

    static let segments = [1, 1, 1, 1, 2, 3, 4, 8]

    /// The path of its destination; nil where the answer names it, or where there is none.
    var path: String? {
        if case .file(let path) = place { path } else { nil }
    }

    /// The rule that holds where none is given, too.
    var effectiveRule: ExistingFileRule {
        if case .folder = place { rule ?? .number } else { rule ?? .replace }
    }

    /// Describes a download that is left alone.
    init(resource: Int, place: Place, isFlushed: Bool) {
        self.resource = resource
        self.place = place
        self.isFlushed = isFlushed
    }

    /// A download as the dice want it.
    init(resource: Int, place: Place, isFlushed: Bool, _ dice: inout Dice) {
        self.init(resource: resource, place: place, isFlushed: isFlushed)
        if dice.oneIn(6) { rule = dice.pick([.keep, .fail, .update, .replace, .number]) }
        resumes = !dice.oneIn(12)
        retry = RetryPolicy(retries: dice.pick([0, 1, 3, 3, 6]))
        segments = dice.pick(Self.segments)
        if dice.oneIn(10) { limits.deadline = .seconds(dice.number(1...200)) }
        if dice.oneIn(30) { limits.bytes = Int64(dice.number(1...30_000)) }
        knowsChecksum = dice.oneIn(6)
        signs = dice.oneIn(8)
        listener = ListenerPlan(&dice)
        if dice.oneIn(2) { delay = .milliseconds(dice.number(1...20_000)) }
    }

    /// The download itself.
    func download(of resource: Resource) -> Download {
        let destination: Destination =
            switch place {
            case .file(let path): .file(path: path)
            case .folder(let path): .directory(path: path)
            case .nowhere: .nowhere
            }
        var download = Download(
            from: source(resource.path),
            to: destination,
            identity: signs ? "signed \(resource.path)" : nil,
            retry: retry,
            limits: limits,
            resumes: resumes,
            segments: segments,
            existingFile: rule,
            durability: isFlushed ? .flushed : .operatingSystem,
            progressInterval: .milliseconds(500)
        )
        if knowsChecksum { download.verification.checksum = resource.now.checksum }
        return download
    }

    private func source(_ path: String) -> Source {
        guard signs else { return Source("http://host\(path)") }
        return Source(label: "signed") { attempt in
            guard let url = URL(string: "http://host\(path)?signature=\(attempt)") else {
                throw DownloadError.Reason.invalidURL(problem: "it is none")
            }
            return url
        }
    }
}
