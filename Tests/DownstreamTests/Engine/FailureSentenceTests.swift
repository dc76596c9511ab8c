import Testing

@testable import Downstream

@Suite("The sentence of a failure")
struct FailureSentenceTests {
    @Test(arguments: EventSamples.reasons)
    func `says what was tried, what was wrong and what to do`(reason: DownloadError.Reason) {
        let sentence = FailureSentence.text(
            reason,
            stage: .receiving,
            source: "http://host/a",
            destination: "/videos/a"
        )
        #expect(sentence.hasPrefix("Receiving http://host/a failed: "))
        #expect(sentence.hasSuffix("(no bytes are kept)."))
        #expect(sentence.contains("; "), "no advice")
        #expect(!sentence.contains { $0.isNewline })
    }
}
