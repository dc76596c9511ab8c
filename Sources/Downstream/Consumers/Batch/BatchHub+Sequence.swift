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
        let host = download.source.origin.authority
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

extension Source.Origin {
    /// Who will be asked, as far as it is known beforehand; each run judges its URL by itself.
    fileprivate var authority: String? {
        target.map { String(Substring($0.prefix(while: Self.isAuthority))) }
    }

    /// What is alike in all URLs of one partial file: neither user nor fragment; or the label.
    fileprivate var file: String {
        switch self {
        case .fresh(let label, _): return label
        case .text(let text):
            guard let target else { return text }
            let at = target.prefix(while: Self.isAuthority).lastIndex(of: 0x40)
            return String(Substring(at.map { target[$0...].dropFirst() } ?? target))
        }
    }

    /// A URL between its scheme and its fragment; nil where none is known.
    private var target: Substring.UTF8View? {
        guard case .text(let text) = self, let colon = text.utf8.firstIndex(of: 0x3A) else {
            return nil
        }
        return text.utf8[colon...].dropFirst().drop { $0 == 0x2F }.prefix { $0 != 0x23 }
    }

    private static func isAuthority(_ byte: UInt8) -> Bool {
        byte != 0x2F && byte != 0x3F
    }
}

extension Download {
    /// What two downloads have in common that write the same partial file; nil where none is known.
    fileprivate var likelyPlace: String? {
        switch destination.place {
        case .file(let path): path
        case .directory(let path): "\(path)/\(identity ?? source.origin.file)"
        case .nowhere, .notAFile: nil
        }
    }
}
