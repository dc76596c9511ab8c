#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What some bytes are, held against all versions of all files: in a few words, from their beginning.
struct Likeness {
    /// Fewer bytes in a row are the same by chance.
    private static let least = 4

    private struct Version {
        let resource: String
        let number: Int
        let bytes: [UInt8]

        var name: String { "version \(number) of \(resource)" }
    }

    private let versions: [Version]
    private let found: [UInt8]

    /// The bytes, as far as they are any.
    init(of found: Data, among resources: [Resource]) {
        self.found = Array(found)
        versions = resources.flatMap { resource in
            resource.versions.enumerated().map { number, version in
                Version(resource: resource.path, number: number, bytes: Array(version.bytes))
            }
        }
    }

    /// What they are.
    var text: String {
        guard !found.isEmpty else { return "empty" }
        if let same = versions.first(where: { $0.bytes == found }) { return same.name }
        let all = versions.map { version in
            (version, common: zip(version.bytes, found).prefix { $0 == $1 }.count)
        }
        guard let (base, common) = all.max(by: { $0.common < $1.common }),
            common >= min(Self.least, found.count)
        else { return "\(found.count) bytes that begin like no version" }
        if common == found.count {
            return "the first \(common) of the \(base.bytes.count) bytes of \(base.name)"
        }
        if common == base.bytes.count {
            return "\(base.name), and \(found.count - common) bytes behind it"
        }
        if isWrong(at: common, base) { return "\(base.name) but for byte \(common)" }
        return "\(base.name) up to byte \(common), then \(rest(from: common, base))"
    }

    /// Whether one byte alone is another one.
    private func isWrong(at place: Int, _ base: Version) -> Bool {
        found.count == base.bytes.count && found[(place + 1)...] == base.bytes[(place + 1)...]
    }

    /// What comes where the bytes are those of a version no more.
    private func rest(from common: Int, _ base: Version) -> String {
        // The first of them may be the same by chance.
        let start = min(common + 2, found.count)
        let sample = found[start..<min(start + 8, found.count)]
        guard sample.count >= Self.least else { return "other bytes" }
        if sample.allSatisfy({ $0 == 0 }) { return "zeros" }
        for version in versions where version.bytes.dropFirst(start).starts(with: sample) {
            let isSame = version.resource == base.resource
            return isSame ? version.name : "another file, \(version.name)"
        }
        for version in versions where version.bytes.count >= sample.count {
            for place in 0...version.bytes.count - sample.count
            where version.bytes[place] == sample.first
                && version.bytes[place...].starts(with: sample)
            {
                return "what lies at byte \(place - (start - common)) of \(version.name)"
            }
        }
        return "other bytes"
    }
}
