extension RunReporter {
    /// An error of the run as its consumers get it.
    func error(_ cause: any Error, for download: Download) -> DownloadError {
        let (attempt, stage) = state.withLock { (max($0.attempt, 1), $0.stage) }
        let (kept, destination) = state.withLock { state in
            let kept = FailureSentence.Kept(bytes: state.kept, isResumable: state.isKeptResumable)
            return (kept, state.destination)
        }
        let (reason, errno, code) = Self.facts(cause, stage)
        return DownloadError(
            reason: reason,
            stage: stage,
            sentence: FailureSentence.text(
                reason,
                stage: stage,
                source: download.source.description,
                destination: destination ?? download.destination.description,
                kept: kept,
                tooLate: (cause as? RetryTooLate)?.delay
            ),
            attempt: attempt,
            received: kept.bytes,
            elapsed: elapsed,
            errno: errno,
            libraryCode: code
        )
    }

    private static func facts(
        _ cause: any Error,
        _ stage: DownloadError.Stage
    ) -> (reason: DownloadError.Reason, errno: Int32?, code: Int?) {
        switch cause {
        case let reason as DownloadError.Reason: (reason, nil, nil)
        case let problem as FileProblem: (problem.reason, problem.errno, nil)
        case let error as TransportError: (error.reason, error.errno, error.libraryCode)
        case let refusal as Requester.Refusal: (refusal.reason, nil, nil)
        case let disagreement as SegmentedTransfer.Disagreement: (disagreement.reason, nil, nil)
        case let late as RetryTooLate: facts(late.cause, stage)
        // A caller's own code threw it: the source of URLs, or a transport.
        case _ where stage == .validating:
            (.invalidURL(problem: "its source gave none (\(type(of: cause)))"), nil, nil)
        default: (.connectionLost(problem: "the transport threw \(type(of: cause))"), nil, nil)
        }
    }
}
