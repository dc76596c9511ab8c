internal import Downstream

extension DownloadEvent {
    /// What the trace says of it.
    var text: String {
        switch self {
        case .started(let attempt):
            let after = attempt.after.map { ", after: \($0.sentence)" } ?? ""
            return "started \(attempt.number) from \(attempt.resumingFrom)\(after)"
        case .progress(let progress):
            let expected = progress.expected.map { " of \($0)" } ?? ""
            let restart = progress.response?.restart.map { ", restart: \($0.rawValue)" } ?? ""
            return "progress \(progress.phase) \(progress.received)\(expected)\(restart)"
        case .chunk(let chunk): return "chunk \(chunk.offset)+\(chunk.bytes.count)"
        case .completed(let completion):
            let warnings = completion.warnings.joined(separator: "; ")
            let how = completion.how.rawValue
            return "completed, \(how), \(completion.byteCount) bytes \(warnings)"
        case .failed(let error): return "failed: \(error.sentence)"
        }
    }
}
