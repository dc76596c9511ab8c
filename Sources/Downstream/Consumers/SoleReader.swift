/// Lets one loop at a time pull from a reader, and lets go of the reader at its end.
final class SoleReader<Reader: Sendable>: Sendable {
    private enum State {
        case free(Reader)
        case inUse
        case gone
    }

    private let state: Locked<State>

    init(_ reader: Reader) {
        state = Locked(.free(reader))
    }

    /// What `pull` brings; nil after it has brought nil or has thrown.
    ///
    /// - Throws: What `pull` throws; ``DownloadError/Reason/streamInUse`` while another call waits.
    func next<Element>(
        _ pull: (inout Reader) async throws -> Element?
    ) async throws -> Element? {
        let found = state.withLock { state in
            let found = state
            if case .free = state { state = .inUse }
            return found
        }
        switch found {
        case .gone: return nil
        case .inUse: throw DownloadError.streamInUse
        case .free(var reader):
            var following = State.gone
            defer { state.withLock { $0 = following } }
            let element = try await pull(&reader)
            if element != nil { following = .free(reader) }
            return element
        }
    }
}
