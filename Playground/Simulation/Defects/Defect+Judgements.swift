internal import Downstream

// Wrong judgements of heads, and of what a server sends.
extension Defect {
    private static let right: ResponseVerdict.Judge =
        ResponseVerdict.init(_:goingOnFrom:isConditional:)

    static let contentRange = Defect(
        name: "content-range",
        summary: "a part is taken to begin where it was asked for",
        telltale: ["then what lies at byte"],
        judge: { head, point, isConditional throws(DownloadError.Reason) in
            guard head.status == 206, let point,
                case .part(let range, let total)? = head["Content-Range"].flatMap(ContentRange.init)
            else { return try right(head, point, isConditional) }
            return .receive(
                ResponseVerdict.Reception(
                    offset: point.offset,
                    end: point.offset + Int64(range.count),
                    total: total,
                    restart: nil
                )
            )
        }
    )

    static let weakTag = Defect(
        name: "weak-etag",
        summary: "a weak ETag is taken for a strong one",
        telltale: ["then version"],
        transport: { base in
            ChangedNetwork(
                base: base,
                request: { request in
                    // Many servers compare weakly what they should compare strongly.
                    let tag = HeaderField("If-Range", "\"same\"")
                    guard let index = request.headers.firstIndex(of: tag) else { return }
                    request.headers[index] = HeaderField("If-Range", "W/\(tag.value)")
                },
                head: { head in
                    guard let tag = head["ETag"], tag.hasPrefix("W/") else { return }
                    head.remove("ETag")
                    head.headers.append(HeaderField("ETag", String(tag.dropFirst(2))))
                }
            )
        }
    )

    static let appending = Defect(
        name: "append-on-200",
        summary: "a whole file is appended to the part that is there",
        telltale: ["then what lies at byte 0 of"],
        judge: { head, point, isConditional throws(DownloadError.Reason) in
            let verdict = try right(head, point, isConditional)
            guard head.status == 200, let point, case .receive(let whole) = verdict else {
                return verdict
            }
            let end = whole.end.map { $0 + point.offset }
            return .receive(
                ResponseVerdict.Reception(
                    offset: point.offset,
                    end: end,
                    total: end,
                    restart: nil
                )
            )
        }
    )

    static let total = Defect(
        name: "total",
        summary: "another size than that of the first part is not noticed",
        telltale: ["then version"],
        judge: { head, point, isConditional throws(DownloadError.Reason) in
            let blind = point.map { point in
                ResumePoint(
                    after: point.length,
                    of: FileVersion(validator: point.version.validator, total: nil)
                )
            }
            return try right(head, blind, isConditional)
        }
    )

    static let truncation = Defect(
        name: "truncation",
        summary: "a body that breaks off counts as one that ends",
        telltale: ["the first"],
        transport: { base in
            ChangedNetwork(
                base: base,
                head: { if $0.status == 200 { $0.remove("Content-Length") } },
                isCutSilently: true
            )
        }
    )

    static let digest = Defect(
        name: "digest",
        summary: "no digest is held against the bytes",
        telltale: ["but for byte"],
        download: { $0.verification.checksum = nil },
        transport: { base in ChangedNetwork(base: base, head: { $0.remove("Repr-Digest") }) }
    )

    static let retryAfter = Defect(
        name: "retry-after",
        summary: "a busy server is asked again when we like",
        telltale: ["before the time it had named"],
        transport: { base in ChangedNetwork(base: base, head: { $0.remove("Retry-After") }) }
    )

    static let ownClock = Defect(
        name: "own-clock",
        summary: "the date at which a server can be asked again is held against the own clock",
        telltale: ["before the time it had named"],
        transport: { base in
            ChangedNetwork(base: base, head: { if $0["Retry-After"] != nil { $0.remove("Date") } })
        }
    )

    static let retries = Defect(
        name: "retries",
        summary: "it is tried again without end",
        telltale: ["attempt", "are allowed"],
        download: { $0.retry.retries = 1_000 }
    )

    static let deadline = Defect(
        name: "deadline",
        summary: "a download may take any time",
        telltale: ["the run ends after", "are allowed"],
        download: { $0.limits.deadline = nil }
    )

    static let byteLimit = Defect(
        name: "byte-limit",
        summary: "a file may have any size",
        telltale: ["bytes are received", "are allowed"],
        download: { $0.limits.bytes = nil }
    )

    static let identity = Defect(
        name: "identity",
        summary: "the record is known by its validator alone",
        telltale: ["then another file"],
        download: { $0.identity = "the same for all" }
    )
}
