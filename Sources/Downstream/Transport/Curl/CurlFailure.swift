internal import CLibcurl

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a code of libcurl means for a download.
enum CurlFailure {
    /// The error for a code, with libcurl's own sentence and the errno of the last failed system
    /// call, or 0.
    static func error(
        code: Int,
        detail: String,
        isConnected: Bool,
        osError: Int32
    ) -> TransportError {
        TransportError(
            // A text with an @ may repeat the user and password of a proxy.
            reason(
                code,
                detail.contains("@") ? "error \(code)" : Redaction.printable(detail),
                isConnected,
                osError
            ),
            errno: osError == 0 ? nil : osError,
            libraryCode: code
        )
    }

    private static func reason(
        _ code: Int,
        _ detail: String,
        _ isConnected: Bool,
        _ osError: Int32
    ) -> DownloadError.Reason {
        if osError == EMFILE || osError == ENFILE {
            return .tooManyOpenFiles
        }
        return switch code {
        case DS_MALFORMED_URL: .invalidURL(problem: detail)
        case DS_UNSUPPORTED_PROTOCOL: .malformedResponse(problem: detail)
        case DS_COULDNT_RESOLVE_HOST: .hostNotFound
        case DS_COULDNT_RESOLVE_PROXY, DS_PROXY_ERROR:
            .couldNotConnect(problem: "through the proxy: \(detail)")
        case DS_COULDNT_CONNECT:
            .couldNotConnect(problem: osError == 0 ? detail : FileSystem.message(osError))
        case DS_TIMED_OUT: isConnected ? .stalled : .connectTimeout
        case DS_SSL_CONNECT_ERROR, DS_CIPHER, DS_CLIENT_CERTIFICATE: .tlsFailed(problem: detail)
        case DS_PEER_VERIFICATION, DS_CA_FILE_UNUSABLE: .certificateRejected(problem: detail)
        case DS_PARTIAL_FILE, DS_RECEIVE_ERROR, DS_SEND_ERROR, DS_GOT_NOTHING, DS_HTTP2,
            DS_HTTP2_STREAM:
            .connectionLost(problem: detail)
        case DS_OUT_OF_MEMORY: .fileSystem(problem: "out of memory")
        default: .malformedResponse(problem: detail)
        }
    }
}
