internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// What came of a request.
struct ConformanceResult {
    private typealias Violation = ConformanceTrial.Violation

    private var head: ResponseHead?
    private var bytes = Data()
    private var failure: TransportError?

    /// Reads a response to its end, or to so many bytes.
    ///
    /// - Throws: What is no ``TransportError``; and where the body gives too little or too much at once.
    init(
        upTo limit: Int = .max,
        _ respond: () async throws -> TransportResponse
    ) async throws {
        do {
            let response = try await respond()
            head = response.head
            while bytes.count < limit, let more = try await response.body.next() {
                guard (1...512 * 1024).contains(more.count) else {
                    throw Violation(text: "it gives \(more.count) bytes at once")
                }
                bytes += more
            }
        } catch let error as TransportError {
            failure = error
        }
    }

    /// Throws where this is not what has to come of a request.
    func judge(_ outcome: ConformanceRow.Outcome) throws {
        switch outcome {
        case .whole(let head, let bytes):
            try judge(head)
            guard failure == nil else { throw Violation(text: "it fails: \(reason)") }
            try judge(bytes)
        case .cut(let head, let bytes, let failure):
            try judge(head)
            try judge(bytes)
            try judge(failure)
        case .reset(let head, let bytes, let failure):
            if self.head != nil { try judge(head) }
            guard bytes.starts(with: self.bytes) else {
                throw Violation(text: "it gives bytes that were not sent")
            }
            try judge(failure)
        case .refused(let failure):
            try judge(failure)
        }
    }

    private var reason: String {
        failure.map { "\($0.reason)" } ?? "not at all"
    }

    private func judge(_ expected: ResponseHead) throws {
        guard head != expected else { return }
        guard let head else { throw Violation(text: "it gives no head, but fails: \(reason)") }
        let fields = head.headers.map { "\($0.name): \($0.value)" }
        throw Violation(
            text: "it gives another head: \(head.status), \(head.httpVersion ?? "-"), \(fields)"
        )
    }

    private func judge(_ expected: Data) throws {
        guard bytes != expected else { return }
        let problem =
            bytes.count == expected.count
            ? "other bytes" : "\(bytes.count) bytes instead of \(expected.count)"
        throw Violation(text: "it gives \(problem)")
    }

    private func judge(_ expected: ConformanceRow.Failure) throws {
        guard let failure, expected.matches(failure.reason) else {
            throw Violation(text: "it fails otherwise: \(reason), not \(expected)")
        }
    }
}
