import Downstream
import Testing

@testable import download

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Events as lines of JSON")
struct EventLineTests {
    private func text(_ event: DownloadEvent) throws -> String {
        try EventLine(event: event, download: 2).text()
    }

    @Test func `leaves out the bytes of a chunk`() throws {
        let chunk = DownloadEvent.Chunk(offset: 16_384, bytes: Data(repeating: 0x61, count: 300))
        #expect(
            try text(.chunk(chunk))
                == #"{"event":"chunk","download":2,"count":300,"offset":16384}"# + "\n"
        )
    }

    @Test func `puts the keys of the payload beside the event`() throws {
        #expect(
            try text(.started(DownloadEvent.Attempt(number: 1)))
                == #"{"event":"started","download":2,"delay":0,"number":1,"resumingFrom":0}"# + "\n"
        )
    }

    @Test func `leaves out what may be secret`() throws {
        let url = try #require(URL(string: "https://user:word@host/a.mp4?token=sesame"))
        let response = DownloadEvent.Response(status: 200, finalURL: url)
        let line = try text(
            .progress(DownloadEvent.Progress(phase: .receiving, received: 0, response: response))
        )
        #expect(line.contains(#""finalURL":"https://host/a.mp4""#))
        #expect(!line.contains("word") && !line.contains("sesame"))
    }

    @Test func `stays one line whatever a sentence holds`() throws {
        let error = DownloadError(
            reason: .emptyBody,
            stage: .verifying,
            sentence: "one\ntwo\u{2028}three\u{1B}"
        )
        let line = try text(.failed(error))
        #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    }
}
