// What the task that reads the sequence of downloads asks of the hub.
extension BatchHub {
    /// Waits until the sequence is to be asked for another download; false where it never is again.
    func wantsMore() async -> Bool {
        await wait { $0.queue.wantsMore != nil }
        return state.withLock { $0.queue.wantsMore ?? false }
    }

    /// Takes in the next download, and begins what may begin.
    func add(_ download: Download) {
        let host = download.source.origin.host
        let place = download.likelyPlace
        change { state in
            state.queue.add(download, host: host, place: place)
            return []
        }
        begin()
    }

    /// Notes the end of the sequence, and the error that it ended with.
    func finish(throwing failure: (any Error)?) {
        change { state in
            state.queue.close()
            state.failure = state.failure ?? failure
            return state.news()
        }
    }

    /// Begins whatever may begin now.
    func begin() {
        while true {
            let member = state.withLock { state -> BatchMember? in
                guard let entry = state.queue.begin() else { return nil }
                let member = BatchMember(entry.id, entry.item, self)
                state.members[entry.id] = member
                return member
            }
            guard let member else { return }
            member.begin(run)
        }
    }

    /// Waits until something is true that can become true only when something ends.
    func wait(until isTrue: @Sendable (State) -> Bool) async {
        while !state.withLock({ isTrue($0) }) {
            await withCheckedContinuation { continuation in
                change { state in
                    if isTrue(state) { return [.waiter(continuation)] }
                    state.waiters.append(continuation)
                    return []
                }
            }
        }
    }
}

extension Source.Origin {
    /// Who will be asked, as far as it is known beforehand.
    fileprivate var host: WebURL.Origin? {
        guard case .text(let text) = self else { return nil }
        return try? WebURL(text).origin
    }
}

extension Download {
    /// What two downloads have in common that write the same partial file; nil where none is known.
    fileprivate var likelyPlace: String? {
        switch destination.place {
        case .file(let path): path
        case .directory(let path): identity.map { "\(path)/\($0)" } ?? "\(path)/\(source)"
        case .nowhere, .notAFile: nil
        }
    }
}
