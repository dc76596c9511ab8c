import Downstream
import Testing

@testable import download

@Suite("The line of progress")
struct ProgressLineTests {
    private static let receiving = DownloadEvent.Progress(
        phase: .receiving,
        received: 12_345_678,
        expected: 104_000_000,
        bytesPerSecond: 10_400_000,
        remaining: .seconds(8.8)
    )

    private static func progress(
        _ phase: DownloadEvent.Phase,
        _ received: Int64,
        of expected: Int64? = nil
    ) -> DownloadEvent.Progress {
        DownloadEvent.Progress(
            phase: phase,
            received: received,
            expected: expected,
            bytesPerSecond: 2_000_000,
            elapsed: .seconds(10)
        )
    }

    @Test(arguments: [
        (200, "a lecture.mp4  12.3 MB of 104 MB   11 %  10.4 MB/s  0:09 left"),
        (80, "a lecture.mp4  12.3 MB of 104 MB   11 %  10.4 MB/s  0:09 left"),
        (60, "a lectu…mp4  12.3 MB of 104 MB   11 %  10.4 MB/s  0:09 left"),
        (56, "a lecture.mp4  12.3 MB   11 %  10.4 MB/s  0:09 left"),
        (40, "a lect…mp4   11 %  10.4 MB/s  0:09 left"),
        (39, "a lecture.mp4   11 %  10.4 MB/s"),
        (20, "a lectur…mp4   11 %"),
        (12, " 11 %"),
        (1, ""),
        (0, ""),
    ])
    func `drops what matters least`(_ columns: Int, _ expected: String) {
        let line = ProgressLine(name: "a lecture.mp4", progress: Self.receiving)
        #expect(line.text(columns: columns) == expected)
    }

    @Test(arguments: [
        (progress(.connecting, 0), "a.mp4  connecting"),
        (progress(.connecting, 2_000_000), "a.mp4   2.0 MB  connecting"),
        (progress(.waiting(until: .seconds(14.2)), 0), "a.mp4  waiting 5 s"),
        (progress(.waiting(until: .seconds(3)), 0), "a.mp4  waiting 0 s"),
        (progress(.receiving, 500), "a.mp4    500 B   2.0 MB/s"),
        (progress(.receiving, 999, of: 1000), "a.mp4    999 B of 1.0 kB   99 %   2.0 MB/s"),
        (progress(.stalled, 500, of: 1000), "a.mp4    500 B of 1.0 kB   50 %  stalled"),
        (progress(.verifying, 1000, of: 1000), "a.mp4   1.0 kB of 1.0 kB  100 %  verifying"),
        (progress(.verifying, 0, of: 0), "a.mp4      0 B  verifying"),
    ])
    func `tells every phase`(_ progress: DownloadEvent.Progress, _ expected: String) {
        #expect(ProgressLine(name: "a.mp4", progress: progress).text(columns: 80) == expected)
    }

    @Test(arguments: 0...120)
    func `leaves the last column free at every width`(_ columns: Int) {
        let phases: [DownloadEvent.Phase] = [
            .receiving, .stalled, .connecting, .verifying, .waiting(until: .seconds(1_000_000)),
        ]
        for phase in phases {
            var progress = Self.receiving
            progress.phase = phase
            let line = ProgressLine(name: "視頻 café 🎬 한국어 lecture (2).mp4", progress: progress)
            #expect(TextWidth(line.text(columns: columns)).columns <= max(0, columns - 1))
        }
    }
}
