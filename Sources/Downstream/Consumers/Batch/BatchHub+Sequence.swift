// What the task that reads the sequence of downloads asks of the hub.
extension BatchHub {
    /// Waits until the sequence is to be asked for another download; false where it never is again.
    func wantsMore() async -> Bool {
        while true {
            if let answer = state.withLock({ $0.queue.wantsMore }) { return answer }
            // Until it is asked, somebody may have taken the place: then it is "later" again.
            await wait { $0.queue.wantsMore != nil }
        }
    }

    /// Takes in the next download, and begins what may begin.
    func add(_ download: Download) {
        let host = download.source.host
        let place = download.likelyPlace
        let subject = BatchEvent.Subject(download)
        state.withLock { state in
            state.queue.add { BatchMember($0, subject, host: host, place: place, self) }
        }
        begin()
    }

    /// Notes the end of the sequence, and the error that it ended with.
    func finish(throwing failure: (any Error)?) {
        change { state in
            state.queue.close()
            state.failure = state.failure ?? failure
            state.news()
        }
    }

    /// Begins whatever may begin now.
    func begin() {
        while true {
            let member = state.withLock { state -> BatchMember? in
                // A consumer that does not read holds up those too that bring no bytes.
                state.window.hasRoom ? state.queue.begin() : nil
            }
            guard let member else { return }
            member.begin()
        }
    }

    /// Waits until something is true; it is looked at whenever something has ended or begun.
    func wait(until isTrue: @Sendable (inout State) -> Bool) async {
        while !state.withLock({ isTrue(&$0) }) {
            await withCheckedContinuation { continuation in
                change { state in
                    if isTrue(&state) { return state.wakeups.append(.waiter(continuation)) }
                    state.waiters.append(continuation)
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
