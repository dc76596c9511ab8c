import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DownloadEvent {
    /// A chunk of `count` equal bytes.
    static func chunk(at offset: Int64, count: Int = 1) -> DownloadEvent {
        .chunk(Chunk(offset: offset, bytes: Data(repeating: UInt8(offset & 0xFF), count: count)))
    }

    static func started(_ number: Int) -> DownloadEvent {
        .started(Attempt(number: number))
    }

    static func progress(_ phase: Phase, _ received: Int64 = 0) -> DownloadEvent {
        .progress(Progress(phase: phase, received: received))
    }

    static let done = DownloadEvent.completed(Completion(url: nil, byteCount: 1))
    static let broken = DownloadEvent.failed(.sample)
}

extension DownloadError {
    static let sample = DownloadError(
        reason: .emptyBody,
        stage: .verifying,
        sentence: "Verifying failed."
    )
}

/// The reason that a body throws; nil if it throws none.
func reason(_ body: () throws -> Void) -> DownloadError.Reason? {
    do {
        try body()
        return nil
    } catch let problem as FileProblem {
        return problem.reason
    } catch {
        return error as? DownloadError.Reason
    }
}
