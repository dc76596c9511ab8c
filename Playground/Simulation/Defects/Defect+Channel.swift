internal import Downstream

// What is told of a run, and what is made of those who listen to it.
extension Defect {
    static let terminal = Defect(
        name: "terminal",
        summary: "the last event is dropped",
        telltale: ["has not ended"],
        channel: { base, _, _ in
            ChangedChannel(base) { event in
                switch event {
                case .completed, .failed: []
                case .started, .progress, .chunk: [event]
                }
            }
        }
    )

    static let doubleChunk = Defect(
        name: "double-chunk",
        summary: "a chunk is told twice",
        telltale: ["was next"],
        channel: { base, _, _ in
            ChangedChannel(base) { event in
                if case .chunk = event { [event, event] } else { [event] }
            }
        }
    )

    static let silentRestart = Defect(
        name: "silent-restart",
        summary: "nobody is told that the file begins anew",
        telltale: ["falls from"],
        channel: { base, _, _ in
            ChangedChannel(base) { event in
                guard case .progress(var progress) = event else { return [event] }
                progress.response?.restart = nil
                return [.progress(progress)]
            }
        }
    )

    static let backPressure = Defect(
        name: "back-pressure",
        summary: "a consumer that does not read holds nobody up",
        telltale: ["are kept for consumers"],
        channel: { base, _, _ in ChangedChannel(base, holdsUp: false) }
    )

    static let cancel = Defect(
        name: "cancel",
        summary: "a run is not cancelled when nobody listens any more",
        telltale: ["nobody listens to any more"],
        handle: { task, executor in
            Task(executorPreference: executor) { await task.value }
        }
    )

    static let lostItem = Defect(
        name: "lost-item",
        summary: "the last download of a batch never begins",
        telltale: ["never began"],
        batch: { $0.dropLast() }
    )

    static let rule = Defect(
        name: "rule",
        summary: "whatever the rule for existing files, the new one takes the place",
        telltale: ["but the rule"],
        download: { $0.existingFile = .replace }
    )

    static let neverResumes = Defect(
        name: "never-resumes",
        summary: "nothing is gone on from",
        telltale: ["begins at"],
        download: { $0.resumes = false }
    )

    static let folders = Defect(
        name: "folders",
        summary: "downloads to folders fail",
        telltale: ["with nothing in the way, folder"],
        download: { download in
            if case .directory = download.destination.place {
                download.destination = .directory(path: "")
            }
        }
    )

    static let hungRun = Defect(
        name: "hung-run",
        summary: "a run that is cancelled never lets go of its answer",
        telltale: ["does not end within"],
        transport: { base in ChangedNetwork(base: base, hangs: true) }
    )

    static let unverified = Defect(
        name: "publish-first",
        summary: "the file gets its name before it is verified",
        telltale: ["published", "but for byte"],
        channel: { base, disk, path in
            ChangedChannel(base) { event in
                if case .progress(let progress) = event, progress.phase == .verifying, let path {
                    try? copy(path + ".part", to: path + ".early.part", on: disk)
                    try? disk.move(path + ".early.part", to: path)
                }
                return [event]
            }
        }
    )

    private static func copy(
        _ path: String,
        to final: String,
        on disk: any Disk
    ) throws(FileProblem) {
        guard let size = try disk.entry(at: path)?.size else { return }
        let part = try disk.open(path, for: .reading(throughLinks: false))
        defer { try? part.close() }
        let bytes = try part.read(Int(size), at: 0)
        let file = try disk.open(final, for: .keeping)
        defer { try? file.close() }
        try file.cut(to: 0)
        let written = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(FileProblem) in try unsafe file.write(buffer, at: 0) }
        }
        try written.get()
    }
}
