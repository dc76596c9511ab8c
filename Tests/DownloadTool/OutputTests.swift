import CPlatform
import Testing

@testable import download

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("Writing to a standard stream", .timeLimit(.minutes(5)))
struct OutputTests {
    private let reading: Int32
    private let writing: Int32

    init() throws {
        ds_ignore_write_signals()
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    @Test func `writes text whole and at once`() throws {
        defer { closeBoth() }
        let text = String(repeating: "line\n", count: 2000)

        try Output(descriptor: writing, name: "the pipe").write(text)

        var bytes = [UInt8](repeating: 0, count: 20_000)
        let count = unsafe read(reading, &bytes, bytes.count)
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == text)
    }

    @Test func `says that nobody reads`() {
        _ = close(reading)
        defer { _ = close(writing) }
        #expect(throws: OutputProblem.closed(name: "the pipe")) {
            try Output(descriptor: writing, name: "the pipe").write("x")
        }
    }

    @Test func `stops waiting for a reader at a signal`() throws {
        defer { closeBoth() }
        let interruption = Interruption()
        let output = Output(descriptor: writing, name: "the pipe").interrupted(by: interruption)
        #expect(interruption.note(2))

        // More than any pipe takes.
        #expect(throws: OutputProblem.interrupted) {
            try output.write(String(repeating: "x", count: 10_000_000))
        }
    }

    @Test func `takes the first signal for the cause`() {
        defer { closeBoth() }
        let interruption = Interruption()
        #expect(interruption.signal == nil)
        #expect(interruption.note(15))
        #expect(!interruption.note(2))
        #expect(interruption.signal == 15)
        #expect(ExitCode.interrupted(15).number == 143)
    }

    private func closeBoth() {
        _ = close(reading)
        _ = close(writing)
    }
}
