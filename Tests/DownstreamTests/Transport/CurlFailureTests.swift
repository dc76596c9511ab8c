import TestTraits
import Testing

@testable import Downstream

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("What a code of libcurl means", .timeLimit(.minutes(5)))
struct CurlFailureTests {
    /// Codes after which another attempt may succeed.
    private static let transient: Set<Int> = [5, 6, 7, 16, 18, 28, 52, 55, 56, 92, 97]

    private func error(
        _ code: Int,
        isConnected: Bool = true,
        osError: Int32 = 0,
        detail: String = "it broke"
    ) -> TransportError {
        CurlFailure.error(code: code, detail: detail, isConnected: isConnected, osError: osError)
    }

    private func isRetried(_ error: TransportError) -> Bool {
        RetryPolicy.default.wait(afterFailures: 1, reason: error.reason, chance: 0) != nil
    }

    @Test(
        .case(22, 23, 28, 29, 30, 37),
        arguments: [
            // Fewer bytes than announced; nothing at all; a failed send; a reset, or TLS cut off.
            18, 52, 55, 56,
            // A broken HTTP/2 connection; a stream that was reset or refused.
            16, 92,
        ]
    )
    func `a broken connection is tried again`(code: Int) {
        let error = error(code)
        #expect(error.reason == .connectionLost(problem: "it broke"))
        #expect(error.libraryCode == code)
        #expect(error.errno == nil)
        #expect(isRetried(error))
    }

    @Test(
        .case(48),
        arguments: [
            (1, .malformedResponse(problem: "it broke")), (3, .invalidURL(problem: "it broke")),
            (35, .tlsFailed(problem: "it broke")), (58, .tlsFailed(problem: "it broke")),
            (59, .tlsFailed(problem: "it broke")),
            (60, .certificateRejected(problem: "it broke")),
            (77, .certificateRejected(problem: "it broke")),
            (27, .fileSystem(problem: "out of memory")),
        ] as [(Int, DownloadError.Reason)]
    )
    func `what stays as it is is not tried again`(code: Int, reason: DownloadError.Reason) {
        #expect(error(code).reason == reason)
        #expect(!isRetried(error(code)))
    }

    @Test(.case(25, 27), arguments: [8, 61])
    func `an answer that breaks the protocol is not tried again`(code: Int) {
        #expect(error(code).reason == .malformedResponse(problem: "it broke"))
        #expect(!isRetried(error(code)))
    }

    @Test(.case(28)) func `what keeps the connection from being made is told apart`() {
        #expect(error(6, isConnected: false).reason == .hostNotFound)
        #expect(
            error(7, isConnected: false).reason == .couldNotConnect(problem: "it broke")
        )
        #expect(error(28, isConnected: false).reason == .connectTimeout)
        #expect(error(28, isConnected: true).reason == .stalled)
        for code in [5, 97] {
            let reason = DownloadError.Reason.couldNotConnect(
                problem: "through the proxy: it broke"
            )
            #expect(error(code).reason == reason)
        }
    }

    @Test(arguments: [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH])
    func `a refused connection is named in the system's word`(number: Int32) {
        let error = error(7, isConnected: false, osError: number)
        #expect(error.reason == .couldNotConnect(problem: FileSystem.message(number)))
        #expect(error.errno == number)
        #expect(isRetried(error))
    }

    @Test(.case(48), arguments: [EMFILE, ENFILE])
    func `too many open files are no fault of the network`(number: Int32) {
        for code in [6, 7, 35, 56] {
            let error = error(code, osError: number)
            #expect(error.reason == .tooManyOpenFiles)
            #expect(error.errno == number)
            #expect(!isRetried(error))
        }
    }

    @Test(.case(28, 30, 48)) func `these codes are tried again, and no others`() {
        let retried = (1...200).filter { isRetried(error($0)) }
        #expect(Set(retried) == Self.transient)
        #expect((1...200).allSatisfy { error($0).libraryCode == $0 })
    }

    @Test(.case(57)) func `a detail moves no cursor`() {
        let error = error(56, detail: "a\u{1B}[2Jb\r\nc")
        guard case .connectionLost(let problem) = error.reason else {
            Issue.record("\(error.reason)")
            return
        }
        #expect(problem.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(problem.contains("b") && problem.contains("c"))
    }
}
