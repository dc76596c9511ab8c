internal import Downstream

/// One event of a notation: which it is, what is told of it, and how often it comes.
struct EventPattern {
    enum Kind: Character {
        case started = "s"
        case progress = "p"
        case chunk = "c"
        case completed = "D"
        case failed = "F"
        /// Any event.
        case any = "."
    }

    var kind: Kind
    /// What the brackets say; nil where there are none.
    var detail: String?
    /// The byte behind `@`; nil where there is none.
    var offset: Int64?
    /// How often it comes.
    var count: ClosedRange<Int> = 1...1
    /// The notation of all this.
    var text: String

    /// Whether an event is what is told.
    func matches(_ event: DownloadEvent) -> Bool {
        guard kind != .any else { return true }
        return kind == event.kind && offset.map { event.offset == $0 } ?? true
            && detail.map { event.details.contains($0) } ?? true
    }

    /// The event in words.
    var words: String {
        let name =
            switch kind {
            case .started: "started"
            case .progress: "progress"
            case .chunk: "chunk"
            case .completed: "completed"
            case .failed: "failed"
            case .any: "any event"
            }
        return name + (detail.map { " (\($0))" } ?? "") + (offset.map { " at byte \($0)" } ?? "")
    }
}

extension DownloadEvent {
    /// What stands for it in a notation.
    var kind: EventPattern.Kind {
        switch self {
        case .started: .started
        case .progress: .progress
        case .chunk: .chunk
        case .completed: .completed
        case .failed: .failed
        }
    }

    /// The byte that it is at.
    var offset: Int64 {
        switch self {
        case .started(let attempt): attempt.resumingFrom
        case .progress(let progress): progress.received
        case .chunk(let chunk): chunk.offset
        case .completed(let completion): completion.byteCount
        case .failed(let error): error.received
        }
    }

    /// What brackets may say of it.
    var details: [String] {
        switch self {
        case .started(let attempt): attempt.after.map(Self.details) ?? []
        case .progress(let progress): [Self.name(progress.phase)]
        case .chunk(let chunk): [String(chunk.bytes.count)]
        case .completed(let completion): [completion.how.rawValue]
        case .failed(let error): Self.details(error)
        }
    }

    /// The event in words, with what a notation can tell of it.
    var words: String {
        switch self {
        case .started(let attempt):
            "started, attempt \(attempt.number) from byte \(attempt.resumingFrom)"
                + (attempt.after.map { ", after \(Self.name($0.reason)): \($0.sentence)" } ?? ".")
        case .progress(let progress):
            "progress, \(Self.name(progress.phase)) with \(progress.received) bytes."
        case .chunk(let chunk):
            "chunk, \(chunk.bytes.count) bytes at byte \(chunk.offset)."
        case .completed(let completion):
            "completed, \(completion.how.rawValue) with \(completion.byteCount) bytes."
        case .failed(let error):
            "failed, \(Self.name(error.reason)) with \(error.received) bytes kept: \(error.sentence)"
        }
    }

    private static func details(_ error: DownloadError) -> [String] {
        guard case .httpStatus(let code) = error.reason else { return [name(error.reason)] }
        return [name(error.reason), String(code)]
    }

    /// The name of a case, without what it holds.
    private static func name(_ value: some Sendable) -> String {
        String(String(describing: value).prefix(while: \.isLetter))
    }
}
