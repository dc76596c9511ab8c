import Downstream
import DownstreamTesting
import Foundation
import Observation
import Testing

@Suite("The state of a download in an app", .timeLimit(.minutes(5)))
@MainActor
struct DownloadStateTests {
    private static let url = URL(filePath: "/videos/a.mp4")

    private static func progress(_ received: Int64, _ expected: Int64? = 100) -> DownloadEvent {
        let progress = DownloadEvent.Progress(
            phase: .receiving,
            received: received,
            expected: expected,
            bytesPerSecond: 20,
            remaining: .seconds(3)
        )
        return .progress(progress)
    }

    private static let completed = DownloadEvent.completed(
        DownloadEvent.Completion(url: url, byteCount: 100)
    )

    private static func receiving(
        _ received: Int64
    ) -> @MainActor @Sendable (DownloadState) -> Bool {
        { $0.received == received && $0.phase == .running(.receiving) }
    }

    @Test func `shows a run, a pause and what follows`() async {
        let runs = ScriptedRuns(
            [.started(1), .progress(.connecting), Self.progress(40), .chunk(at: 0, count: 40)],
            [.started(.init(number: 1, resumingFrom: 40)), Self.progress(60), Self.completed]
        )
        let state = DownloadState { runs.next() }
        #expect(state.phase == .idle)
        #expect(state.fraction == nil && state.attempt == 0 && state.file == nil)

        state.start()
        #expect(state.phase == .running(.connecting))
        await state.until(Self.receiving(40))
        #expect(state.fraction == 0.4)
        #expect(state.expected == 100)
        #expect(state.bytesPerSecond == 20)
        #expect(state.remaining == .seconds(3))
        #expect(state.attempt == 1)

        state.pause()
        #expect(state.phase == .paused)
        #expect(state.fraction == 0.4)
        #expect(state.bytesPerSecond == 0 && state.remaining == nil)
        await state.settle()
        #expect(state.phase == .paused)
        #expect(runs.count == (1, 1))

        state.resume()
        await state.until { $0.phase == .finished }
        #expect(state.fraction == 1)
        #expect(state.file == Self.url)
        #expect(state.error == nil)
        #expect(runs.count.begun == 2)
    }

    @Test func `shows why it failed, and tries again`() async {
        let runs = ScriptedRuns([.started(1), Self.progress(40), .broken], [Self.completed])
        let state = DownloadState { runs.next() }

        state.start()
        await state.until { $0.phase == .failed }
        #expect(state.error == .sample)
        #expect(state.received == 40)

        state.start()
        #expect(state.error == nil)
        await state.until { $0.phase == .finished }
    }

    @Test func `is paused where its events end early, and failed where they throw`() async {
        let ends = DownloadState { DownloadEvents { nil } }
        ends.start()
        await ends.until { $0.phase == .paused }

        struct Strange: Error {}
        let throwing = DownloadState { DownloadEvents { throw Strange() } }
        throwing.start()
        await throwing.until { $0.phase == .failed }
        #expect(throwing.error?.sentence.contains("Strange") == true)
    }

    @Test func `ends the run when it is let go of`() async throws {
        let runs = ScriptedRuns([.started(1), Self.progress(40)])
        var state: DownloadState? = DownloadState { runs.next() }
        weak let observed = state

        state?.start()
        await state?.until(Self.receiving(40))
        state = nil

        #expect(observed == nil)
        try await runs.letGo.pass()
    }

    @Test func `changes no more often than events come`() async {
        let chunks = (0..<50).map { DownloadEvent.chunk(at: $0) }
        let events =
            [.started(1), Self.progress(40)] + chunks + [Self.progress(40), Self.completed]
        let runs = ScriptedRuns(events)
        let state = DownloadState { runs.next() }
        let changes = Locked(0)
        count(changes, of: state)

        state.start()
        await state.until { $0.phase == .finished }

        // The start, the attempt, the progress that is news, and the end.
        #expect(changes.withLock(\.self) == 4)
    }

    private func count(_ changes: Locked<Int>, of state: DownloadState) {
        withObservationTracking {
            _ = (state.phase, state.fraction, state.received, state.remaining, state.file)
        } onChange: {
            changes.withLock { $0 += 1 }
            MainActor.assumeIsolated { count(changes, of: state) }
        }
    }

    // MARK: Buttons, in any order

    /// What the phase is, by what the documentation of each button says; runs never end here.
    private static func expected(_ buttons: some Collection<Character>) -> Character {
        buttons.reduce("I") { phase, button in
            switch (button, phase) {
            case ("S", _): "R"
            case ("P", "R"): "P"
            case ("R", "P"): "R"
            case ("C", _): "C"
            default: phase
            }
        }
    }

    private static func letter(_ phase: DownloadState.Phase) -> Character {
        switch phase {
        case .idle: "I"
        case .running: "R"
        case .paused: "P"
        case .finished: "F"
        case .failed: "E"
        case .cancelled: "C"
        }
    }

    private func press(_ button: Character, of state: DownloadState) {
        switch button {
        case "S": state.start()
        case "P": state.pause()
        case "R": state.resume()
        default: state.cancel()
        }
    }

    private static var sequences: [String] {
        (1...4).flatMap { length in
            (0..<length).reduce([""]) { texts, _ in
                texts.flatMap { text in "SPRC".map { text + String($0) } }
            }
        }
    }

    @Test(arguments: [false, true])
    func `takes its buttons in any order, once or twice`(isSlow: Bool) async {
        for buttons in Self.sequences {
            for times in 1...2 {
                let runs = ScriptedRuns([.started(1), Self.progress(40)])
                let state = DownloadState { runs.next() }
                var pressed = ""
                for button in buttons {
                    for _ in 0..<times { press(button, of: state) }
                    pressed.append(button)
                    let expected = Self.expected(pressed)
                    #expect(Self.letter(state.phase) == expected, "\(pressed) of \(buttons)")
                    // Quick fingers press on while the run before is still letting go.
                    guard isSlow else { continue }
                    if expected == "R" {
                        await state.until(Self.receiving(40))
                    } else {
                        await state.settle()
                    }
                    #expect(Self.letter(state.phase) == expected, "\(pressed), settled")
                }
                if case .running = state.phase { await state.until(Self.receiving(40)) }
                state.pause()
                await state.settle()
                #expect(runs.count.begun == runs.count.ended, "\(buttons)")
            }
        }
    }

    @Test func `does nothing more when it is finished`() async {
        let runs = ScriptedRuns([Self.completed])
        let state = DownloadState { runs.next() }
        state.start()
        await state.until { $0.phase == .finished }

        for button in "SPRC" {
            press(button, of: state)
            #expect(state.phase == .finished)
        }
        await state.settle()
        #expect(runs.count.begun == 1)
        #expect(state.file == Self.url)
    }
}
