import Downstream
import Testing

@Suite("Events as sentences")
struct EventNarrativeTests {
    private func line(_ event: DownloadEvent) -> String? {
        var narrative = EventNarrative()
        return narrative.line(for: event)
    }

    private func progress(_ phase: DownloadEvent.Phase) -> DownloadEvent {
        .progress(.init(phase: phase, received: 1500, elapsed: .seconds(10)))
    }

    @Test(
        arguments: [
            (.waiting(until: nil), "waiting for other downloads to end after 10 s"),
            (.waiting(until: .seconds(70)), "waiting 1:00 after 10 s, as the server asks"),
            (.waiting(until: .seconds(5)), "waiting 0 µs after 10 s, as the server asks"),
            (.connecting, "connecting"),
            (.receiving, "receiving an unknown number of bytes after 10 s"),
            (.stalled, "stalled at 1.5 kB after 10 s"),
            (.verifying, "verifying 1.5 kB after 10 s"),
        ] as [(DownloadEvent.Phase, String)]
    )
    func `tell each phase`(phase: DownloadEvent.Phase, text: String) {
        #expect(line(progress(phase)) == text)
    }

    @Test func `tell a phase once`() {
        var narrative = EventNarrative()
        #expect(narrative.line(for: progress(.stalled)) != nil)
        #expect(narrative.line(for: progress(.stalled)) == nil)
        #expect(narrative.line(for: progress(.receiving)) != nil)
    }

    @Test func `tell all of a good end`() {
        let text = line(EventSamples.completed) ?? ""
        for part in [
            "resumed and saved /tmp/video 1.mp4, 10 B in 310 ms", "looked up in 46 µs",
            "connected after 228 µs", "TLS after 3 ms", "first byte after 21 ms", "2 attempts",
            "sha256 0a0a", "length not announced", "; The server is \"odd\".",
        ] {
            #expect(text.contains(part), "\(text)")
        }
    }
}
