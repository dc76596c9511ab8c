internal import Downstream
internal import Observation

/// What an app shows, and its buttons: a view reads the state, and SwiftUI draws it anew at a change.
enum State: Recipe {
    static let name = "state"
    static let summary = "pause and resume as an app does: DownloadState(download)"

    @MainActor
    static func run(at place: Place) async throws -> Int64 {
        let download = Download(from: place.largeVideo, to: .file(path: place.path("state.mp4")))
        // Not so fast that there would be nothing left to pause.
        let downloader = Downloader(.init(bytesPerSecond: 128_000_000))
        let state = DownloadState(download, on: downloader)
        var hasPaused = false

        state.start()
        for await _ in changes(of: state) {
            if case .running(.receiving) = state.phase, state.received > 0, !hasPaused {
                hasPaused = true
                Output.tell("receiving, \(label(state))")
                state.pause()
            } else if state.phase == .paused {
                Output.tell("paused at \(label(state))")
                state.resume()
            } else if state.phase == .finished || state.phase == .failed {
                break
            }
        }

        try Task.checkCancellation()
        if let error = state.error { throw error }
        guard state.phase == .finished, let file = state.file else {
            throw Shortfall(description: "It ended without a file.")
        }
        if !hasPaused { Output.tell("it was too short to be paused") }
        Output.tell("finished, \(label(state))")
        return try place.size(of: file)
    }

    /// What a view would show beside its bar.
    @MainActor
    private static func label(_ state: DownloadState) -> String {
        guard let fraction = state.fraction else { return ByteCount.text(state.received) }
        return "\(ByteCount.text(state.received)), \(Int(fraction * 100)) %"
    }

    /// One element for each change, as SwiftUI would draw a view anew.
    @MainActor
    private static func changes(of state: DownloadState) -> AsyncStream<Void> {
        let (stream, changes) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        watch(state, changes)
        return stream
    }

    @MainActor
    private static func watch(_ state: DownloadState, _ changes: AsyncStream<Void>.Continuation) {
        withObservationTracking {
            _ = state.phase
        } onChange: { [weak state] in
            changes.yield()
            MainActor.assumeIsolated {
                if let state { watch(state, changes) }
            }
        }
    }
}
