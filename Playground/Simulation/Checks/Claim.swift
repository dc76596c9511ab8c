internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A run of a download, as far as what it may publish is concerned.
struct Claim: Sendable {
    let id: Int
    let process: Int
    let resource: Int
    let place: DownloadPlan.Place
    /// The name that the answer proposes.
    let name: String
    let rule: ExistingFileRule
    /// The version that the server had when the run began: an older one is no news.
    let since: Int
    /// Whether that very version is wanted, by its checksum.
    let isExact: Bool
    let isFlushed: Bool

    /// Whether bytes are what the run may publish.
    func allows(_ bytes: Data, of resources: [Resource]) -> Bool {
        allows({ $0 == bytes }, of: resources)
    }

    /// Whether this is true of something that the run may publish.
    func allows(_ isRight: (Data) -> Bool, of resources: [Resource]) -> Bool {
        let versions = resources[resource].versions[since...].prefix(isExact ? 1 : .max)
        return versions.contains { isRight($0.bytes) }
    }

    /// The path that it is to have, unless numbers are given; nil where there is no file.
    var path: String? {
        switch place {
        case .file(let path): path
        case .folder(let folder): "\(folder)/\(name)"
        case .nowhere: nil
        }
    }

    /// Whether the run may write there, be it under the right name or with a number.
    func mayWrite(_ path: String) -> Bool {
        mayFeed(path) && (path == self.path || rule == .number)
    }

    /// Whether bytes of the run may get this name: another one may go on in its partial file.
    func mayFeed(_ path: String) -> Bool {
        guard let own = self.path else { return false }
        return path == own || path.hasPrefix("\(own) (")
    }

    /// What the rule for existing files has against a file there; nil if nothing.
    func objection(to path: String, over old: Data?, _ isTaken: (String) -> Bool) -> String? {
        guard let own = self.path else { return "there was to be no file" }
        switch rule {
        case .keep where old != nil, .fail where old != nil, .number where old != nil:
            return "the rule \(rule.rawValue) was to leave what was there"
        case .number:
            var (free, number) = (own, 2)
            while free != path, isTaken(free), number < 1_000 {
                free = "\(own) (\(number))"
                number += 1
            }
            return free == path ? nil : "\(free) was the first free name"
        default: return path == own ? nil : "it was to be \(own)"
        }
    }
}
