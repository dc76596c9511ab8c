/// What a person reads when a download fails: the stage, what was wrong, and what to do.
enum FailureSentence {
    /// What is left of a download that failed.
    struct Kept {
        var bytes: Int64 = 0
        /// Whether a later run can go on from them.
        var isResumable = true

        /// What a sentence says of it after a failure in this stage.
        func text(_ stage: DownloadError.Stage) -> String {
            guard bytes > 0 else {
                let isEarly = stage == .validating || stage == .reserving || stage == .listening
                return isEarly ? "" : " (no bytes are kept)"
            }
            let place = "\(ByteCount.text(bytes)) are in the partial file"
            return isResumable ? " (\(place))" : " (\(place), but cannot be gone on from)"
        }
    }

    /// One sentence about a failure to bring `source`, already redacted, to `destination`; `tooLate`
    /// is the wait before a retry for which the deadline leaves no time.
    static func text(
        _ reason: DownloadError.Reason,
        stage: DownloadError.Stage,
        source: String,
        destination: String,
        kept: Kept = Kept(),
        tooLate: Duration? = nil
    ) -> String {
        var (problem, advice) = explanation(reason, destination: destination)
        if let tooLate {
            advice = "trying again in \(DurationText.text(tooLate)) would be after the deadline"
        }
        // What servers, systems and paths put into it is not ours.
        return Redaction.printable(
            "\(stage.gerund) \(source) failed: \(problem); \(advice)\(kept.text(stage))."
        )
    }

    private static func explanation(
        _ reason: DownloadError.Reason,
        destination: String
    ) -> (problem: String, advice: String) {
        switch reason {
        case .invalidURL(let problem):
            ("the URL cannot be used, because \(problem)", "correct it")
        case .unsupportedScheme(let scheme):
            ("\(scheme): is not supported", "use http:// or https://")
        case .invalidDestination(let problem):
            ("the destination cannot be used: \(problem)", "choose another destination")
        case .destinationBusy:
            (
                "another download writes to \(destination)",
                "wait for it, or choose another destination"
            )
        case .destinationExists:
            ("a file is already at \(destination)", "move it away, or choose another rule or name")
        case .libraryMissing(let problem):
            ("\(problem)", "then run it again")
        case .accessRefused(let problem):
            ("access is refused: \(problem)", "use another address or policy")
        case .hostNotFound:
            ("the host name has no address", "check its spelling and your network")
        case .couldNotConnect(let problem):
            ("the server could not be reached (\(problem))", "check the address and that it is up")
        case .connectTimeout:
            ("the server did not accept the connection in time", "try again later")
        case .tlsFailed(let problem):
            (
                "no encrypted connection could be made (\(problem))",
                "check the server's TLS settings"
            )
        case .certificateRejected(let problem):
            (
                "the server's certificate is not trusted (\(problem))",
                "check the address; a private authority's certificate can be added"
            )
        case .connectionLost(let problem):
            ("the connection broke off (\(problem))", "try again")
        case .stalled:
            ("no byte arrived for the longest time allowed", "try again later")
        case .deadlineExceeded:
            ("the deadline has passed", "allow more time, or try again later")
        case .httpStatus(let code):
            HTTPStatus.explanation(code)
        case .malformedResponse(let problem):
            ("the answer breaks the protocol: \(problem)", "report it to the server's owner")
        case .tooManyRedirects(let limit):
            ("the server redirected more than \(limit) times", "check the address")
        case .redirectRefused(let problem):
            ("a redirect was refused: \(problem)", "ask for its target directly if you trust it")
        case .truncated(let expected, let received):
            (
                "only \(received) of \(expected) bytes arrived before the connection ended",
                "try again"
            )
        case .tooManyRestarts(let limit):
            (
                "the server made it begin again more than \(limit) times",
                "try again later, or ask its owner about range requests"
            )
        case .notTheExpectedMedia(let expected, let found):
            ("the server sent \(found.name), not \(expected.name)", "check the address")
        case .mediaCutShort(let missing):
            (
                "the last \(ByteCount.text(missing)) of the media file are missing on the server",
                "report it to the server's owner"
            )
        case .wrongSize(let expected, let actual):
            ("the file has \(actual) bytes, not \(expected)", "check the size or the address")
        case .tooLarge(let limit):
            (
                "the file is larger than the limit of \(limit) bytes",
                "raise the limit if you want it"
            )
        case .emptyBody:
            ("the server sent no bytes", "check the address, or allow empty files")
        case .checksumMismatch(let expected, let actual):
            (
                "the \(expected.algorithm) checksum is \(actual.hexadecimal), "
                    + "not \(expected.hexadecimal)", "check the checksum; do not use this source"
            )
        case .changedWhileReading:
            (
                "the file began anew and may have changed on the server while it was read",
                "read it from its beginning again"
            )
        case .bytesNotKept:
            ("its first bytes are kept nowhere", "take its bytes before anybody reads its events")
        case .diskFull:
            ("the disk or the quota of \(destination) is full", "free some space and run it again")
        case .permissionDenied:
            (
                "writing to \(destination) is not permitted",
                "change its permissions or choose another"
            )
        case .tooManyOpenFiles:
            (
                "too many files are open",
                "raise the limit, as with ulimit -n, or run fewer downloads at a time"
            )
        case .fileSystem(let problem):
            ("the file system of \(destination) says: \(problem)", "mend that and run it again")
        case .partialFileLost:
            ("somebody replaced or removed the partial file of \(destination)", "run it again")
        case .streamInUse:
            ("two loops read one stream of events", "give each its own stream of shared()")
        }
    }
}

extension DownloadError.Stage {
    fileprivate var gerund: String {
        switch self {
        case .validating: "Validating"
        case .reserving: "Reserving a place for"
        case .requesting: "Requesting"
        case .judging: "Judging the answer for"
        case .receiving: "Receiving"
        case .verifying: "Verifying"
        case .publishing: "Publishing"
        case .listening: "Listening to"
        }
    }
}

extension ExpectedMedia {
    fileprivate var name: String {
        switch self {
        case .video: "a video"
        case .audio: "audio"
        case .image: "an image"
        }
    }
}
