internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// Where a response is in its script.
struct ScriptReader {
    /// What happens next.
    enum Act {
        case head(ResponseHead)
        case bytes(Data)
        case wait(Wait)
        case fail(TransportError)
        case end
    }

    /// What a script waits for.
    enum Wait {
        case time(Duration)
        case gate(Gate)

        func pass(_ clock: any Clock<Duration>) async throws {
            switch self {
            case .time(let duration): try await clock.sleep(for: duration)
            case .gate(let gate): try await gate.pass()
            }
        }
    }

    private var steps: ArraySlice<ScriptedTransport.Step>
    private var offset: Int64 = 0
    private let chunk: Int

    /// The beginning of a script whose bytes come `chunk` at a time.
    init(_ steps: [ScriptedTransport.Step], chunk: Int) {
        self.steps = steps[...]
        self.chunk = chunk
    }

    /// Puts the pattern where the bytes after a head begin.
    mutating func begin(_ head: ResponseHead, askedFrom asked: Int64) {
        guard head.status == 206 else { return }
        let range = head["Content-Range"].map { $0.drop { !$0.isNumber }.prefix(while: \.isNumber) }
        offset = range.flatMap { Int64($0) } ?? asked
    }

    /// Takes the next act; a long step takes several.
    mutating func next() -> Act {
        while let step = steps.popFirst() {
            switch step {
            case .head(let head): return .head(head)
            case .bytes(let count):
                guard count > 0 else { continue }
                let size = min(count, chunk)
                if size < count { steps = [.bytes(count - size)] + steps }
                defer { offset += Int64(size) }
                return .bytes(BytePattern.bytes(offset..<offset + Int64(size)))
            case .text(let text): steps = [.data(Data(text.utf8))] + steps
            case .data(let data):
                guard !data.isEmpty else { continue }
                let bytes = data.prefix(chunk)
                if bytes.count < data.count { steps = [.data(data.dropFirst(chunk))] + steps }
                offset += Int64(bytes.count)
                return .bytes(bytes)
            case .pause(let duration): return .wait(.time(duration))
            case .wait(let gate): return .wait(.gate(gate))
            case .drop:
                return .fail(TransportError(.connectionLost(problem: "the script dropped it")))
            case .fail(let error): return .fail(error)
            }
        }
        return .end
    }
}
