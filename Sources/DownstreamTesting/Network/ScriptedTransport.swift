public import Downstream

/// A network that answers from a script, read from top to bottom.
///
/// ```swift
/// let network = ScriptedTransport(
///     [.head(ResponseHead(status: 503))],
///     [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .drop],
///     [.head(ResponseHead(status: 200, length: 10)), .bytes(10)]
/// )
/// let downloader = Downloader.scripted(network)
/// ```
///
/// Each request takes the next response. Its steps up to the head happen while the head is waited
/// for, the others while the body is read; after the last step the body ends.
public final class ScriptedTransport: Transport {
    private let script: @Sendable (TransportRequest, _ number: Int) throws -> [Step]
    private let requests = Locked<[TransportRequest]>([])
    private let chunk: Int
    private let clock: any Clock<Duration>

    /// A network with one response for each argument.
    ///
    /// - Parameters:
    ///   - responses: The steps of each response.
    ///   - chunk: The most bytes that the body gives at a time, from 1 to 512 KiB.
    ///   - clock: What `.pause` waits on; by default pauses take no time.
    public convenience init(
        _ responses: [Step]...,
        chunk: Int = 512 * 1024,
        clock: any Clock<Duration> = TestClock(.immediate)
    ) {
        self.init(responses: responses, chunk: chunk, clock: clock)
    }

    /// A network with one response for each element.
    public convenience init(
        responses: [[Step]],
        chunk: Int = 512 * 1024,
        clock: any Clock<Duration> = TestClock(.immediate)
    ) {
        self.init(chunk: chunk, clock: clock) { _, number in
            guard number <= responses.count else {
                throw Self.broken(
                    "the script has \(responses.count) responses, but this is request \(number)"
                )
            }
            return responses[number - 1]
        }
    }

    /// A network that answers by what it is asked, for several downloads at a time.
    ///
    /// - Parameters:
    ///   - chunk: The most bytes that a body gives at a time, from 1 to 512 KiB.
    ///   - clock: What `.pause` waits on; by default pauses take no time.
    ///   - script: Gives the steps of the response to a request, and is told how many requests there
    ///     have been with it. What it throws, the transport throws.
    public init(
        chunk: Int = 512 * 1024,
        clock: any Clock<Duration> = TestClock(.immediate),
        script: @escaping @Sendable (_ request: TransportRequest, _ number: Int) throws -> [Step]
    ) {
        self.script = script
        self.chunk = min(max(chunk, 1), 512 * 1024)
        self.clock = clock
    }

    /// The requests so far, in their order.
    public var asked: [TransportRequest] { requests.withLock(\.self) }

    /// Takes the next response of the script, and its steps up to the head.
    ///
    /// - Throws: ``TransportError`` where the script says so, has no head or no response left, or has a
    ///   head beyond the limit of the request; `CancellationError` if this task is cancelled.
    public func response(to request: TransportRequest) async throws -> TransportResponse {
        let number = requests.withLock { requests in
            requests.append(request)
            return requests.count
        }
        try Task.checkCancellation()
        var reader = ScriptReader(try script(request, number), chunk: chunk)
        var headSize = 0
        while true {
            switch reader.next() {
            case .head(let head):
                headSize += head.rendered.utf8.count
                guard headSize <= request.headLimit else {
                    throw Self.broken("its head is larger than \(request.headLimit) bytes")
                }
                guard head.status >= 200 else { continue }
                reader.begin(head, askedFrom: request.offset)
                return TransportResponse(head: head, body: ScriptedBody(reader, clock))
            case .bytes:
                throw Self.broken("response \(number) of the script has bytes, but no head")
            case .end: throw Self.broken("response \(number) of the script has no head")
            case .wait(let wait): try await wait.pass(clock)
            case .fail(let error): throw error
            }
        }
    }

    private static func broken(_ problem: String) -> TransportError {
        // Not a reason that is retried: more attempts would only hide the mistake.
        TransportError(.malformedResponse(problem: problem))
    }
}
