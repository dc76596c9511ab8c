import Downstream
import DownstreamTesting
import Testing

@Suite("Certificates that are trusted in addition", .timeLimit(.minutes(5)))
struct TrustedCertificatesTests {
    @Test(
        arguments: [
            (nil, "cannot be read"), ("", "holds no certificate in PEM form"),
            ("no certificate", "holds no certificate in PEM form"),
        ] as [(String?, String)]
    )
    func `are refused with a sentence where there are none`(
        text: String?,
        problem: String
    ) async throws {
        let folder = try TemporaryFolder()
        if let text { try folder.write(text, to: "ca.pem") }
        let path = folder.path("ca.pem")
        let downloader = Downloader(.init(additionalCertificates: path))

        let result = try await Download(from: "https://127.0.0.1:1/a", to: .nowhere, retry: .never)
            .result(on: downloader)

        guard case .failure(let error) = result, case .certificateRejected(let told) = error.reason
        else {
            Issue.record("\(result)")
            return
        }
        #expect(told.contains(path))
        #expect(told.contains(problem))
    }
}
