import Downstream
import Testing

@testable import download

@Suite("Progress where lines stay")
struct PlainReportTests {
    private func progress(
        _ phase: DownloadEvent.Phase,
        at seconds: Double,
        received: Int64 = 0
    ) -> DownloadEvent.Progress {
        DownloadEvent.Progress(
            phase: phase,
            received: received,
            expected: 2_000_000,
            bytesPerSecond: 100_000,
            elapsed: .seconds(seconds)
        )
    }

    private func lines(_ all: [DownloadEvent.Progress]) -> [String] {
        var report = PlainReport()
        return all.compactMap { report.line(for: $0, name: "a.mp4") }
    }

    @Test func `says once what is received`() {
        #expect(
            lines([
                progress(.connecting, at: 0), progress(.receiving, at: 0.1),
                progress(.receiving, at: 0.2), progress(.receiving, at: 5),
                progress(.verifying, at: 5.05),
            ]) == ["receiving a.mp4, 2.0 MB"]
        )
    }

    @Test func `reports every five seconds`() {
        let all = (0...120).map { tick in
            progress(.receiving, at: Double(tick) / 10, received: Int64(tick) * 10_000)
        }
        #expect(
            lines(all) == [
                "receiving a.mp4, 2.0 MB",
                "a.mp4   500 kB of 2.0 MB   25 %   100 kB/s",
                "a.mp4   1.0 MB of 2.0 MB   50 %   100 kB/s",
            ]
        )
    }

    @Test func `tells a wait at once`() {
        #expect(
            lines([
                progress(.receiving, at: 1), progress(.waiting(until: .seconds(4)), at: 2),
                progress(.waiting(until: .seconds(4)), at: 3),
            ]) == ["receiving a.mp4, 2.0 MB", "a.mp4      0 B of 2.0 MB    0 %  waiting 2 s"]
        )
    }

    @Test func `leaves out the size that nobody told`() {
        var unknown = progress(.receiving, at: 1)
        unknown.expected = nil
        #expect(lines([unknown]) == ["receiving a.mp4"])
    }
}
