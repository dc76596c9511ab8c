#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is kept beside a partial file, so that a later run can go on from it.
package struct ResumeRecord: Equatable, Sendable, Codable {
    /// The form of this record; one of another form is not read.
    package static let currentForm = 2

    private var form = currentForm
    /// A digest of what the caller asked for: the URL itself may be secret.
    package var identity: String
    /// Which version of the file the bytes are of.
    package var version: FileVersion
    /// The bytes that a power failure cannot take any more.
    package var safe: ByteRanges
    /// The bytes that had been written when this was noted; nil where all are that the file holds.
    package var written: ByteRanges?
    /// The name that the file will have, where it was not known before the server answered.
    package var name: String?
    /// The digest that the server sent of the whole file; nil where it sent none.
    package var digest: Checksum?
    /// The boot of the system in which the bytes were written; nil where the system does not tell.
    package var boot: String?

    /// Describes a partial file.
    package init(
        identity: String,
        version: FileVersion,
        safe: ByteRanges = ByteRanges(),
        written: ByteRanges? = nil,
        name: String? = nil,
        digest: Checksum? = nil,
        boot: String? = nil
    ) {
        self.identity = identity
        self.version = version
        self.safe = safe
        self.written = written
        self.name = name
        self.digest = digest
        self.boot = boot
    }

    /// Reads what `encoded` gives; nil for anything else, and for what makes no sense.
    package init?(_ bytes: some Sequence<UInt8>) {
        guard let record = try? JSONDecoder().decode(ResumeRecord.self, from: Data(bytes)),
            record.form == Self.currentForm,
            record.written?.contains(record.safe) ?? true, record.version.total ?? 0 >= 0,
            record.version.validator.isSound,
            record.name.map({ FileName.safe($0) == $0 }) ?? true
        else { return nil }
        self = record
    }

    /// How many bytes there are in a partial file of a size, whose length may span gaps.
    package func byteCount(ofFile size: Int64) -> Int64 {
        min(size, written?.count ?? size)
    }

    /// The record as JSON.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
