/// What comes to a run from outside: network, time, chance, and what its downloader shares.
package struct Engine: Sendable {
    let transport: any Transport
    let timekeeper: Timekeeper
    let chance: @Sendable () -> Double
    let userAgent: String?
    let rate: RateLimit?
}

extension Downloader {
    /// How a hub starts the run of a download.
    func run(_ download: Download) -> @Sendable (ShareHub) -> Task<Void, Never> {
        let engine = engine
        return { hub in
            RunTask.start {
                await DownloadRun(download, engine, hub).run()
            }
        }
    }
}
