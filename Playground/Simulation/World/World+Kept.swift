internal import Downstream
internal import DownstreamTesting

// What the record of a partial file speaks of is not to be fetched again.
extension World {
    /// The bytes of a file that the next run to its destination can go on from, as its record says;
    /// none where something is against it.
    func keptBytes(of plan: DownloadPlan) -> ByteRanges {
        let resource = site.resources[plan.resource]
        guard let path = plan.path, cast.hasLocks, resource.hasRanges, !ledger.isHopeless(path),
            !site.hasSentWrongBytes(of: plan.resource),
            let length = disk.contents("\(path).part").map({ Int64($0.count) }),
            let record = disk.contents("\(path).part.json").flatMap({ ResumeRecord($0) }),
            record.identity == (try? plan.download(of: resource).fingerprint()),
            record.version.validator.text == resource.now.proof,
            record.version.total == Int64(resource.now.bytes.count),
            // A record of more than there is proves nothing.
            record.safe.end <= length
        else { return ByteRanges() }
        let isSameBoot = record.boot == disk.boot
        let there = isSameBoot ? record.written ?? ByteRanges(upTo: length) : record.safe
        // The last byte of a file that is all there is asked for once more.
        let kept = there.clipped(to: Int64(resource.now.bytes.count) - 1)
        return kept.prefix > 0 && there.end <= length ? kept : ByteRanges()
    }

    /// Whether bytes of a chunk were there, and did not have to be fetched.
    func hasKept(_ chunk: DownloadEvent.Chunk) -> Bool {
        let range = chunk.offset..<chunk.offset + Int64(chunk.bytes.count)
        return kept.withLock { $0.gaps(in: range) != [range] }
    }
}
