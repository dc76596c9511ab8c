/// What the bytes themselves are held against: the checksums, and what their beginning shows.
final class ContentCheck {
    /// How bytes on disk are read back: so many from an offset, fewer only at the end.
    typealias Read = (_ count: Int, _ offset: Int64) throws -> [UInt8]

    /// Containers are recognised by this much of their beginning.
    private static let lookLength = 4096
    private static let block = 1024 * 1024

    private let required: Verification
    /// The digest that the server sent of the whole file.
    private(set) var announced: Checksum?
    private var digests: [Checksum.Algorithm: MessageDigest] = [:]
    /// The bytes from the beginning that the digests have taken.
    private var digested: Int64 = 0
    private var beginning: [UInt8] = []

    /// What the file shows itself to be; nil where that is not known, or not yet.
    private(set) var container: MediaContainer?
    private var hasLooked = false

    init(_ required: Verification) {
        self.required = required
    }

    /// Gets ready for bytes from an offset on; before it are the bytes that `read` gives.
    ///
    /// What was announced of this version stays so, whatever the replies about its rest leave out.
    func begin(at offset: Int64, announced: Checksum?, _ read: Read?) throws {
        if offset == 0 || announced != nil { self.announced = announced }
        let needed = Set([required.algorithm, self.announced?.algorithm].compactMap(\.self))
        if offset == 0 {
            beginning = []
            container = nil
            hasLooked = false
        } else if let read, beginning.count < Self.lookLength {
            beginning = try read(Int(min(offset, Int64(Self.lookLength))), 0)
        }
        // What cannot be read back can only be digested from its first byte on.
        guard offset == 0 || read != nil else { return }
        // What lies between, they read back at the end.
        if offset < digested || !needed.isSubset(of: digests.keys) { try restart(needed) }
    }

    private func restart(_ algorithms: Set<Checksum.Algorithm>) throws(DownloadError.Reason) {
        digests = [:]
        digested = 0
        for algorithm in algorithms { digests[algorithm] = try MessageDigest(algorithm) }
    }

    /// Takes bytes that the file has accepted.
    func update(_ bytes: UnsafeRawBufferPointer, at offset: Int64) {
        if offset == digested, !digests.isEmpty {
            for digest in digests.values { unsafe digest.update(bytes) }
            digested += Int64(bytes.count)
        }
        let missing = Self.lookLength - beginning.count
        if missing > 0, offset == Int64(beginning.count) {
            unsafe beginning.append(contentsOf: bytes.prefix(missing))
        }
    }

    /// Looks at the beginning as soon as there is enough of it.
    ///
    /// - Throws: `.notTheExpectedMedia` if it is recognised as something else than was expected.
    func look(isWhole: Bool) throws(DownloadError.Reason) {
        guard !hasLooked, isWhole || beginning.count == Self.lookLength else { return }
        hasLooked = true
        container = MediaContainer(firstBytes: beginning)
        guard let expected = required.expecting, let container, expected.refuses(container) else {
            return
        }
        throw .notTheExpectedMedia(expected: expected, found: container)
    }

    /// The checksum that was asked for, once it and the announced one are found to be right.
    ///
    /// Bytes that the digests have not seen are read back first: those of an earlier run, and those that
    /// did not come in their order.
    ///
    /// - Throws: `.checksumMismatch`; `CancellationError` between two blocks.
    func verify(_ length: Int64, _ read: Read?) throws -> Checksum? {
        if digested < length, !digests.isEmpty, let read { try digest(length, read) }
        var found: [Checksum.Algorithm: Checksum] = [:]
        for (algorithm, digest) in digests { found[algorithm] = try digest.finish() }
        digests = [:]
        if let expected = required.checksum, found[expected.algorithm] == nil {
            throw DownloadError.Reason.partialFileLost
        }
        for expected in [required.checksum, announced].compactMap(\.self) {
            guard let actual = found[expected.algorithm], actual != expected else { continue }
            throw DownloadError.Reason.checksumMismatch(expected: expected, actual: actual)
        }
        return required.algorithm.flatMap { found[$0] }
    }

    private func digest(_ length: Int64, _ read: Read) throws {
        var offset = digested
        while offset < length {
            try Task.checkCancellation()
            let bytes = try read(Int(min(Int64(Self.block), length - offset)), offset)
            guard !bytes.isEmpty else { throw DownloadError.Reason.partialFileLost }
            unsafe bytes.withUnsafeBytes { buffer in
                for digest in digests.values { unsafe digest.update(buffer) }
            }
            offset += Int64(bytes.count)
        }
        digested = offset
    }

    /// How many bytes the last box of an MP4 lacks; nil where none do, or where it has no boxes.
    func missingBytes(_ length: Int64, _ read: Read?) throws -> Int64? {
        guard let read, container?.hasBoxes == true else { return nil }
        var walk = BoxWalk(size: length)
        while let header = walk.nextHeader {
            try Task.checkCancellation()
            walk.take(try read(header.count, header.lowerBound))
        }
        return walk.missing
    }
}

extension MediaContainer {
    /// Whether such a file is a row of boxes that tell their lengths (ISO/IEC 14496-12).
    var hasBoxes: Bool {
        switch self {
        case .mp4, .m4v, .m4a, .quickTime, .threeGP: true
        default: false
        }
    }
}
