public import Downstream

extension Downloader {
    /// A downloader for tests: network, time, chance and, if wanted, the disk come from the test.
    ///
    /// By default the time stands still and retries do not wait. The date of a clock at its beginning is
    /// 22:13:20 UTC on 14 November 2023, as on a `SimulatedDisk`.
    ///
    /// - Parameters:
    ///   - transport: The network, as a rule a ``DownstreamTesting/ScriptedTransport``.
    ///   - clock: The time of retries, deadlines, rates and progress.
    ///   - configuration: What the downloads share.
    ///   - chance: Where in its range the wait of a retry lies, from 0, which is no wait, to 1.
    ///   - disk: The disk, on which this downloader is a new process; nil for the real one.
    /// - Returns: A downloader that touches no network.
    public static func scripted(
        _ transport: any Transport,
        clock: TestClock = TestClock(),
        configuration: Configuration = Configuration(),
        chance: @escaping @Sendable () -> Double = { 0 },
        disk: SimulatedDisk? = nil
    ) -> Downloader {
        Downloader(
            configuration,
            transport: transport,
            timekeeper: Timekeeper(clock) { 1_700_000_000 + clock.now.offset.components.seconds },
            chance: chance,
            disk: disk?.process() ?? RealDisk()
        )
    }
}
