internal import Downstream

/// A small HTTP/1.1 server on 127.0.0.1, for tests and demonstrations without a network.
///
/// ```swift
/// let origin = try LoopbackOrigin()
/// origin.serve("/video.mp4", .pattern(size: 64 * 1024 * 1024))
/// let file = try await Download(from: origin.url("/video.mp4"), to: .file(path: path)).file()
/// ```
///
/// It answers `GET`, keeps connections, honours `Range` and `If-Range`, and repeats nothing that is
/// not on this page: every reply bears one fixed date, so two runs get the same bytes. It has a
/// thread for each connection, and at most 128 of them; further connections wait.
public final class LoopbackOrigin: Sendable {
    private let server: OriginServer

    /// Starts a server on a port that the system chooses.
    ///
    /// - Throws: ``StartFailure`` if the system gives no socket or no thread.
    public init() throws(StartFailure) {
        server = try OriginServer()
        do throws(StartFailure) {
            try server.start()
        } catch {
            server.close()
            throw error
        }
    }

    deinit {
        server.close()
    }

    /// The port.
    public var port: Int { server.port }

    /// The requests so far, in their order; those that could not be read are left out.
    public var requests: [Request] { server.requests }

    /// The text of the URL of a path, which begins with a slash.
    public func url(_ path: String) -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// Serves a file at a path, in place of what was there; a query is ignored.
    public func serve(_ path: String, _ resource: Resource) {
        server.set(.resource(resource), at: path)
    }

    /// Answers requests for a path with these very bytes: status line, header fields, body and all.
    public func reply(_ path: String, with bytes: [UInt8], then ending: Ending) {
        reply(path, with: [Reply(bytes, then: ending)])
    }

    /// Answers requests for a path with this very text; its lines end as HTTP demands, by `\r\n`.
    public func reply(_ path: String, with text: String, then ending: Ending) {
        reply(path, with: Array(text.utf8), then: ending)
    }

    /// Answers the first request for a path with the first of these replies, the second with the second
    /// and so on; the last answers all others too.
    public func reply(_ path: String, with replies: [Reply]) {
        server.set(.raw(replies), at: path)
    }

    /// Answers requests for a path by scripts, as a ``ScriptedTransport`` does: the first request by the
    /// first of them and so on; the last answers all others too.
    ///
    /// A head is sent as it is, with nothing added: the body has the length that the head announces, or
    /// comes in chunks where it says so, or ends with the connection. `.drop` and `.fail` break the
    /// connection off so that the client can tell, and `.pause` takes its time.
    public func play(_ path: String, _ responses: [ScriptedTransport.Step]...) {
        play(path, responses: responses)
    }

    /// Answers requests for a path by these scripts.
    package func play(_ path: String, responses: [[ScriptedTransport.Step]]) {
        server.set(.scripts(responses), at: path)
    }

    /// Stops the server; when it returns, all connections and descriptors are closed.
    ///
    /// Letting go of the origin does the same; a second call does nothing.
    public func close() {
        server.close()
    }
}

extension LoopbackOrigin {
    /// What follows the bytes of a raw reply.
    @nonexhaustive
    public enum Ending: Sendable, Equatable {
        /// The connection is closed in an orderly way.
        case close
        /// The connection is reset.
        case reset
        /// Nothing, until the client or the test closes.
        case hold
    }

    /// What answers one request, byte for byte.
    public struct Reply: Sendable, Equatable {
        /// Status line, header fields, body and all.
        public var bytes: [UInt8]
        /// What follows the bytes.
        public var ending: Ending

        /// A reply of these very bytes.
        public init(_ bytes: [UInt8], then ending: Ending) {
            self.bytes = bytes
            self.ending = ending
        }

        /// A reply of this very text, with a body behind it.
        public init(_ text: String, body: some Sequence<UInt8> = [], then ending: Ending = .close) {
            self.init(Array(text.utf8) + body, then: ending)
        }
    }

    /// Why there is no server.
    public struct StartFailure: Error, Sendable, Equatable, CustomStringConvertible {
        /// The operating system's error number.
        public let errno: Int32

        /// One sentence with the system's word for it.
        public var description: String {
            "The loopback server cannot be started: \(OriginSocket.message(errno))."
        }
    }
}
