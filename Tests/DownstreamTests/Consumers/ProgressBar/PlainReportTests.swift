import Downstream
import Testing

@Suite("Progress where lines stay")
struct PlainReportTests {
    private let download = Download(from: "http://host/a.mp4", to: .file(path: "/videos/a.mp4"))

    private func progress(
        _ phase: DownloadEvent.Phase,
        received: Int64 = 0,
        expected: Int64? = 2_000_000
    ) -> DownloadEvent {
        .progress(
            DownloadEvent.Progress(
                phase: phase,
                received: received,
                expected: expected,
                bytesPerSecond: 100_000
            )
        )
    }

    private func lines(_ events: [(Double, DownloadEvent)]) -> [String] {
        var report = PlainReport<Int>()
        return events.flatMap { report.take($1, of: download, 1, at: .seconds($0)) }
    }

    @Test func `says once what is received`() {
        #expect(
            lines([
                (0, .started(DownloadEvent.Attempt(number: 1))), (0, progress(.connecting)),
                (0.1, progress(.receiving)), (0.2, progress(.receiving)),
                (5, progress(.receiving)), (5.05, progress(.verifying)),
            ]) == ["receiving a.mp4, 2.0 MB"]
        )
    }

    @Test func `reports every ten seconds`() {
        let all = (0...250).map { tick in
            (Double(tick) / 10, progress(.receiving, received: Int64(tick) * 5_000))
        }
        #expect(
            lines(all) == [
                "receiving a.mp4, 2.0 MB",
                "a.mp4   25 %   500 kB of 2.0 MB   100 kB/s",
                "a.mp4   50 %   1.0 MB of 2.0 MB   100 kB/s",
            ]
        )
    }

    @Test func `tells a connection that takes long`() {
        #expect(
            lines([
                (0, .started(DownloadEvent.Attempt(number: 1))),
                (9, progress(.connecting, expected: nil)),
                (11, progress(.connecting, expected: nil)),
            ]) == ["a.mp4  connecting"]
        )
    }

    @Test func `tells each new attempt at once`() {
        let error = DownloadError(
            reason: .stalled,
            stage: .receiving,
            sentence: "It was cut.\u{1B}"
        )
        let attempt = DownloadEvent.Attempt(
            number: 2,
            resumingFrom: 1_500_000,
            after: error,
            delay: .seconds(3)
        )
        #expect(
            lines([(1, progress(.receiving)), (2, .started(attempt)), (5, progress(.receiving))])
                == [
                    "receiving a.mp4, 2.0 MB",
                    "attempt 2 of a.mp4 in 3.0 s, from 1.5 MB on; before: It was cut.\\u{1b}",
                ]
        )
    }

    @Test func `says how it ended`() {
        let error = DownloadError(reason: .stalled, stage: .receiving, sentence: "It was cut.")
        #expect(lines([(1, .failed(error))]) == ["failed: It was cut."])
    }

    @Test func `leaves out the size that nobody told`() {
        #expect(lines([(0, progress(.receiving, expected: nil))]) == ["receiving a.mp4"])
    }

    @Test func `forgets what has ended`() {
        var report = PlainReport<Int>()
        #expect(report.take(progress(.receiving), of: download, 1, at: .zero).count == 1)
        report.drop(1)
        #expect(report.take(progress(.receiving), of: download, 1, at: .zero).count == 1)
    }
}
