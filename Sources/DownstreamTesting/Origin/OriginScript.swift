internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// A script on its way to a client, as the bytes that a server would send.
struct OriginScript {
    /// How the client learns where the body ends.
    private enum Framing {
        case length
        case chunks
        /// By the end of the connection, so an orderly one never looks broken off.
        case connection

        init(_ head: ResponseHead) {
            var head = head
            if head.httpVersion != "1.0" { head.httpVersion = "1.1" }
            self =
                head.endsWithConnection ? .connection : head.isChunked == true ? .chunks : .length
        }
    }

    private static let piece = 64 * 1024

    private let socket: OriginSocket
    private var reader: ScriptReader
    private var framing = Framing.connection

    init(_ steps: [ScriptedTransport.Step], on socket: OriginSocket) {
        self.socket = socket
        reader = ScriptReader(steps, chunk: Self.piece)
    }

    /// Sends the script to its end, or until the client has had enough.
    mutating func play(askedFrom offset: Int64) {
        var isHeard = true
        while isHeard {
            switch reader.next() {
            case .head(let head):
                isHeard = socket.send(head.rendered)
                guard head.status >= 200 else { continue }
                reader.begin(head, askedFrom: offset)
                framing = Framing(head)
            case .bytes(let bytes): isHeard = send(bytes)
            case .wait(.time(let duration)): socket.rest(duration)
            case .wait(.gate(let gate)): isHeard = socket.wait(for: gate)
            case .fail:
                if case .connection = framing { socket.resetOnClose() }
                return
            case .end:
                if case .chunks = framing { _ = socket.send("0\r\n\r\n") }
                return
            }
        }
    }

    private func send(_ bytes: Data) -> Bool {
        guard case .chunks = framing else { return sendPlain(bytes) }
        return socket.send("\(String(bytes.count, radix: 16))\r\n") && sendPlain(bytes)
            && socket.send("\r\n")
    }

    private func sendPlain(_ bytes: Data) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe socket.send($0) }
    }
}
