#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program that a test or a benchmark runs, with what the system says of it afterwards.
package final class ChildProcess: Sendable {
    /// How a program ended and what it used.
    package struct Report: Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it.
        package let status: Int32
        /// Seconds of processor time, its own and the system's for it.
        package let cpuSeconds: Double
        /// The most memory it had resident, in bytes.
        package let peakResidentBytes: Int64
    }

    /// A program that could not be started.
    package struct StartFailure: Error {
        package let program: String
        package let errno: Int32
    }

    /// The number of the process.
    package let processID: Int32

    /// Starts a program, found as a shell finds it, with `variables` beside our own environment.
    ///
    /// Its standard output goes to the file `output`; its standard input is the file `input`, or ours.
    package init(
        _ arguments: [String],
        variables: [String] = [],
        input: String? = nil,
        output: String = "/dev/null"
    ) throws(StartFailure) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let input {
            unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o644)

        let names = unsafe Self.copies(arguments)
        let settings = unsafe Self.copies(variables + Self.environment)
        defer { unsafe Self.release(names + settings) }
        var started: pid_t = 0
        let failed = unsafe posix_spawnp(&started, arguments[0], &actions, nil, names, settings)
        guard failed == 0 else { throw StartFailure(program: arguments[0], errno: failed) }
        processID = started
    }

    private static var environment: [String] {
        ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    }

    /// C strings with a nil behind them; the caller frees them.
    private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe texts.map { unsafe strdup($0) } + [nil]
    }

    private static func release(_ texts: [UnsafeMutablePointer<CChar>?]) {
        var rest = unsafe texts
        while let text = unsafe rest.popLast() { unsafe free(text) }
    }

    /// Sends a signal.
    package func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Waits for the end, which blocks the thread; to be called once.
    package func wait() -> Report {
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(processID, &status, 0, &usage) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Report(
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
            cpuSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peakResidentBytes: Int64(usage.ru_maxrss) * Self.residentUnit
        )
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    #if os(Linux)
    private static let residentUnit: Int64 = 1024
    #else
    private static let residentUnit: Int64 = 1
    #endif
}
