import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A run of the built tool `download`, with its output and its end.
final class ToolProcess {
    /// What is left of a run.
    struct Report {
        /// The exit status; 1000 and the signal's number where a signal killed it.
        let status: Int32
        /// What was not read from standard output before.
        let bytes: Data
        let errors: String

        /// The same as text.
        var output: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// A process or a pipe that the system did not give.
    struct Failure: Error {
        let errno: Int32
    }

    private let processID: pid_t
    private let input: FileHandle
    private let output: FileHandle
    private let errors: FileHandle
    /// Kills a tool that hangs, so that its test fails instead of waiting too.
    private let watchdog: DispatchWorkItem
    private var unread = Data()
    private var said = Data()

    /// Starts the tool in a folder, under the limits of this prelude for the shell.
    ///
    /// Its standard input stays open until it is ended.
    init(_ arguments: [String], in folder: String = "/", under limits: String = ":") throws {
        let (inputEnd, inputStart) = try Self.pipe()
        let (outputEnd, outputStart) = try Self.pipe()
        let (errorsEnd, errorsStart) = try Self.pipe()
        defer {
            close(inputEnd)
            close(outputStart)
            close(errorsStart)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, inputEnd, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, outputStart, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errorsStart, 2)

        // The shell only changes the folder; the tool takes its place, and its process number.
        let shell = ["/bin/sh", "-c", #"cd "$0" && \#(limits) && exec "$@""#, folder, Self.path]
        let words = unsafe (shell + arguments).map { unsafe strdup($0) } + [nil]
        // A tool that is built to count its lines would leave the counts in the folder.
        let settings = unsafe [strdup("TERM=dumb"), strdup("LLVM_PROFILE_FILE=/dev/null"), nil]
        defer {
            var rest = unsafe words + settings
            while let text = unsafe rest.popLast() { unsafe free(text) }
        }
        var started: pid_t = 0
        let failed = unsafe posix_spawn(&started, "/bin/sh", &actions, nil, words, settings)
        guard failed == 0 else { throw Failure(errno: failed) }
        processID = started
        watchdog = DispatchWorkItem { kill(started, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 50, execute: watchdog)
        input = FileHandle(fileDescriptor: inputStart, closeOnDealloc: true)
        output = FileHandle(fileDescriptor: outputEnd, closeOnDealloc: true)
        errors = FileHandle(fileDescriptor: errorsEnd, closeOnDealloc: true)
    }

    /// Runs the tool to its end, without any standard input.
    static func run(
        _ arguments: [String],
        in folder: String = "/",
        under limits: String = ":"
    ) throws -> Report {
        let tool = try ToolProcess(arguments, in: folder, under: limits)
        try tool.endInput()
        return try tool.end()
    }

    /// The next line of standard output, waited for; nil at its end.
    func line() throws -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[(end + 1)...])
                return line
            }
            // One `read`: what is there is enough.
            let more = output.availableData
            guard !more.isEmpty else { return nil }
            unread += more
        }
    }

    /// Reads standard output up to a line that holds `text`.
    func wait(for text: String) throws {
        while let line = try line() {
            if line.contains(text) { return }
        }
        throw Failure(errno: ENOMSG)
    }

    /// Reads standard error up to a text.
    func wait(forError text: String) throws {
        while !String(decoding: said, as: UTF8.self).contains(text) {
            let more = errors.availableData
            guard !more.isEmpty else { throw Failure(errno: ENOMSG) }
            said += more
        }
    }

    /// Reads so many bytes of standard output, or what is there before its end.
    func bytes(_ count: Int) throws -> Data {
        while unread.count < count {
            let more = output.availableData
            guard !more.isEmpty else { break }
            unread += more
        }
        defer { unread = Data(unread.dropFirst(count)) }
        return Data(unread.prefix(count))
    }

    /// Writes to its standard input.
    func write(_ text: String) throws {
        try input.write(contentsOf: Data(text.utf8))
    }

    /// Ends its standard input.
    func endInput() throws {
        try input.close()
    }

    func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Closes our end of its standard output.
    func stopReading() throws {
        try output.close()
    }

    /// Waits for the end; to be called once.
    ///
    /// The tool's standard error is short, so reading one stream after the other is safe.
    func end(readingOutput: Bool = true) throws -> Report {
        if readingOutput { unread += try output.readToEnd() ?? Data() }
        said += try errors.readToEnd() ?? Data()
        var status: Int32 = 0
        while unsafe waitpid(processID, &status, 0) < 0, errno == EINTR {}
        watchdog.cancel()
        let killer = status & 0x7F
        return Report(
            status: killer == 0 ? status >> 8 & 0xFF : 1000 + killer,
            bytes: unread,
            errors: String(decoding: said, as: UTF8.self)
        )
    }

    /// The tool lies beside the test bundle, whose path is among the arguments of every runner.
    private static let path: String = {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        var parts = bundle.split(separator: "/", omittingEmptySubsequences: false)
        if let index = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) {
            parts.removeSubrange(index...)
        }
        return (parts + ["download"]).joined(separator: "/")
    }()

    private static func pipe() throws -> (end: Int32, start: Int32) {
        var ends: [Int32] = [0, 0]
        #if canImport(Glibc)
        let failed = unsafe Glibc.pipe(&ends)
        #elseif canImport(Musl)
        let failed = unsafe Musl.pipe(&ends)
        #else
        let failed = unsafe Darwin.pipe(&ends)
        #endif
        guard failed == 0 else { throw Failure(errno: errno) }
        // Other children must not hold it open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
