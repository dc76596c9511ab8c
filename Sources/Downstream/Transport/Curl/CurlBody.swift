#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The body of a response that libcurl receives; letting go of it ends its transfer.
final class CurlBody: TransportBody {
    private let mailbox: CurlMailbox
    private let thread: LoopThread
    /// Keeps the loop running while somebody reads.
    private let transport: CurlTransport

    init(_ mailbox: CurlMailbox, _ thread: LoopThread, _ transport: CurlTransport) {
        self.mailbox = mailbox
        self.thread = thread
        self.transport = transport
    }

    deinit {
        // A transfer that has ended by itself is gone from the loop already.
        if mailbox.timings == nil { mailbox.cancel(thread) }
    }

    var timings: TransferTimings? { mailbox.timings }
    var peer: String? { mailbox.peer }

    func head() async throws -> ResponseHead {
        switch await mailbox.next(thread) {
        case .head(let head): return head
        case .failure(let error): throw error
        case .cancelled: throw CancellationError()
        case .bytes, .end:
            throw TransportError(.malformedResponse(problem: "it has no head"))
        }
    }

    func next() async throws -> Data? {
        switch await mailbox.next(thread) {
        case .bytes(let bytes): return bytes
        case .end: return nil
        case .failure(let error): throw error
        case .cancelled: throw CancellationError()
        case .head: throw TransportError(.malformedResponse(problem: "it has two heads"))
        }
    }
}
