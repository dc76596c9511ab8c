// What the task that reads the sequence of downloads asks of the hub.
extension BatchHub {
    /// Waits until the sequence is to be asked for another download; false where it never is again.
    func wantsMore() async -> Bool {
        while true {
            await wait { $0.queue.wantsMore != nil }
            // Meanwhile somebody may have taken the place: then it is "later" again, and not "never".
            if let answer = state.withLock({ $0.queue.wantsMore }) { return answer }
        }
    }

    /// Takes in the next download, and begins what may begin.
    func add(_ download: Download) {
        let host = download.source.host
        let place = download.likelyPlace
        let subject = BatchEvent.Subject(download)
        change { state in
            state.queue.add(subject, host: host, place: place)
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
                // A consumer that does not read holds up those too that bring no bytes.
                guard state.window.hasRoom, let entry = state.queue.begin() else { return nil }
                let member = BatchMember(entry.id, entry.item, self)
                state.members[entry.id] = member
                return member
            }
            guard let member else { return }
            member.begin(run)
        }
    }

    /// Waits until something is true; it is looked at whenever something has ended or begun.
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

extension Download {
    /// What two downloads have in common that write the same partial file; nil where none is known.
    fileprivate var likelyPlace: String? {
        switch destination.place {
        case .file(let path): path
        case .directory(let path): "\(path)/\(identity ?? source.identity)"
        case .nowhere, .notAFile: nil
        }
    }
}
