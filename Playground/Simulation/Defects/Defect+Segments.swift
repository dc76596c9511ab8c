internal import Downstream

// What can go wrong where a file comes over several connections.
extension Defect {
    static let segmentRange = Defect(
        name: "segment-range",
        summary: "the bytes of a connection are taken for those that it was asked for",
        telltale: ["then what lies at byte"],
        transport: { base in
            var network = ChangedNetwork(base: base)
            network.part = { head, request in
                guard let end = request.end, head.status == 206,
                    case .part(_, let total?)? = head["Content-Range"].flatMap(ContentRange.init)
                else { return }
                head.remove("Content-Range")
                head.remove("Content-Length")
                let range = "bytes \(request.offset)-\(end - 1)/\(total)"
                head.headers.append(HeaderField("Content-Range", range))
            }
            return network
        }
    )

    static let segmentVersion = Defect(
        name: "segment-version",
        summary: "the bytes of a connection are taken to be of the version that it was asked for",
        telltale: ["then version"],
        transport: { base in
            var network = ChangedNetwork(base: base)
            network.part = { head, request in
                guard let condition = request.headers.first(where: { $0.isNamed("If-Range") })
                else { return }
                head.remove("ETag")
                head.remove("Last-Modified")
                let name = condition.value.hasPrefix("\"") ? "ETag" : "Last-Modified"
                head.headers.append(HeaderField(name, condition.value))
            }
            return network
        }
    )

    static let gapClaimed = Defect(
        name: "gap-claimed",
        summary: "the record has the bytes before those behind a gap, too",
        telltale: ["published", "then zeros"],
        disk: disk { record in
            record.written = record.written.map { ByteRanges(upTo: $0.end) }
        }
    )

    static let gapForgotten = Defect(
        name: "gap-forgotten",
        summary: "the length of a file is trusted although there are gaps in it",
        telltale: ["published", "then zeros"],
        disk: disk { $0.written = nil }
    )

    /// A disk whose records say something else than they should.
    private static func disk(
        _ change: @escaping @Sendable (inout ResumeRecord) -> Void
    ) -> @Sendable (any Disk) -> any Disk {
        { base in
            var disk = ChangedDisk(base)
            disk.change = { file, path, _ in
                guard path.hasSuffix(".part.json.new") else { return file }
                var changed = ChangedFile(base: file)
                changed.record = { record in
                    var record = record
                    change(&record)
                    return record
                }
                return changed
            }
            return disk
        }
    }

    static let gapRead = Defect(
        name: "gap-read",
        summary: "bytes are read back from a gap",
        telltale: ["told as a whole file", "then zeros"],
        channel: { base, _, _ in
            ChangedChannel(base) { event in
                if case .chunk(let chunk) = event {
                    base.written?.reaches(chunk.offset + Int64(chunk.bytes.count))
                }
                return [event]
            }
        }
    )

    static let hole = Defect(
        name: "hole",
        summary: "between two pieces of a file some bytes belong to neither",
        telltale: ["told as a whole file"],
        plan: { missing, connections, smallest in
            let cut = missing.flatMap { range -> [Range<Int64>] in
                let middle = range.lowerBound + Int64(range.count) / 2
                guard range.count > 100 else { return [range] }
                return [range.lowerBound..<middle, middle + 20..<range.upperBound]
            }
            return SegmentPlan(cut, connections: connections, smallest: smallest)
        }
    )

    static let overlap = Defect(
        name: "overlap",
        summary: "some bytes belong to two pieces of a file",
        telltale: ["though they were there"],
        plan: { missing, connections, smallest in
            let cut = missing.flatMap { range -> [Range<Int64>] in
                let middle = range.lowerBound + Int64(range.count) / 2
                guard range.count > 2 else { return [range] }
                return [range.lowerBound..<middle + 1, middle..<range.upperBound]
            }
            return SegmentPlan(cut, connections: connections, smallest: smallest)
        }
    )

    static let keptTurn = Defect(
        name: "kept-turn",
        summary: "a connection that is lost never gives its turn at the host back",
        telltale: ["never given back"],
        keepsTurns: true
    )
}
