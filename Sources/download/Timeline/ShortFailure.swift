internal import Downstream

/// A failure in a few words, for where its sentence has no room.
struct ShortFailure {
    let text: String

    init(_ reason: DownloadError.Reason) {
        text = Self.aboutServer(reason) ?? Self.aboutFile(reason) ?? "failed"
    }

    private static func aboutServer(_ reason: DownloadError.Reason) -> String? {
        switch reason {
        case .invalidURL: "URL cannot be used"
        case .unsupportedScheme: "scheme not supported"
        case .libraryMissing: "library missing"
        case .accessRefused: "access not allowed"
        case .hostNotFound: "host not found"
        case .couldNotConnect: "could not connect"
        case .connectTimeout: "connecting took too long"
        case .tlsFailed: "TLS failed"
        case .certificateRejected: "certificate not trusted"
        case .connectionLost: "connection lost"
        case .stalled: "stalled too long"
        case .deadlineExceeded: "deadline passed"
        case .httpStatus(let code): "HTTP status \(code)"
        case .malformedResponse: "answer breaks HTTP"
        case .tooManyRedirects: "too many redirects"
        case .redirectRefused: "redirect refused"
        case .tooManyRestarts: "too many restarts"
        case .truncated: "cut short"
        default: nil
        }
    }

    private static func aboutFile(_ reason: DownloadError.Reason) -> String? {
        switch reason {
        case .invalidDestination: "destination unusable"
        case .destinationBusy: "destination busy"
        case .destinationExists: "file exists already"
        case .wrongSize: "wrong size"
        case .tooLarge: "too large"
        case .emptyBody: "nothing was sent"
        case .checksumMismatch: "wrong checksum"
        case .notTheExpectedMedia: "not the expected media"
        case .mediaCutShort: "media cut short"
        case .changedWhileReading: "changed while reading"
        case .diskFull: "disk full"
        case .permissionDenied: "permission denied"
        case .tooManyOpenFiles: "too many open files"
        case .fileSystem: "file system failed"
        case .partialFileLost: "partial file lost"
        case .streamInUse: "stream in use"
        default: nil
        }
    }
}
