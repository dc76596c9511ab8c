import DownstreamTesting
import TestTraits
import Testing

@testable import Downstream

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("One run for a partial file", .timeLimit(.minutes(5)))
struct PartialFileLockTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(.case(71)) func `finds it busy as long as another has it`() throws {
        let first = try folder.partial("x")
        try first.write("first")
        for _ in 0..<2 { #expect(reason { _ = try folder.partial("x") } == .destinationBusy) }
        #expect(folder.text("x.part") == "first")

        try first.leave()
        #expect(try folder.partial("x").foundLength == 5)
    }

    @Test(.case(71)) func `takes its turn when the other has let go`() throws {
        try folder.partial("x").write("first")
        #expect(try folder.partial("x").foundLength == 5)
    }

    @Test(.case(71)) func `is in nobody's way under another name`() throws {
        let first = try folder.partial("x")
        let second = try folder.partial("y")
        try first.write("x")
        try second.write("y")
        #expect(try folder.names == ["x.part", "y.part"])
    }

    @Test(.case(71)) func `gets a new file after the other has published`() throws {
        let first = try folder.partial("x", .number)
        try first.write("published")
        _ = try first.publish(as: "", .operatingSystem)

        let second = try folder.partial("x", .number)
        #expect(second.foundLength == 0)
        try second.write("unfinished")
        #expect(folder.text("x") == "published")
    }

    @Test(.case(71)) func `gets a new file after the other has discarded it`() throws {
        let first = try folder.partial("x")
        try first.write("useless")
        try first.discard()
        #expect(try folder.partial("x").foundLength == 0)
    }

    /// Between opening and locking, what was opened may have become the published file.
    @Test(.case(69, 71)) func `never gets what another has just published`() async throws {
        let folder = folder
        let published = try await withThrowingTaskGroup(of: Int.self) { group in
            for runner in 0..<4 {
                group.addTask(executorPreference: IOExecutor.shared) {
                    try (0..<200).count { _ in
                        let file: PartialFile
                        do {
                            file = try folder.partial("x", .number)
                        } catch let problem as FileProblem
                            where problem.reason == .destinationBusy
                        {
                            return false
                        }
                        #expect(file.foundLength == 0)
                        try file.write(String(repeating: "\(runner)", count: 10))
                        _ = try file.publish(as: "", .operatingSystem)
                        return true
                    }
                }
            }
            return try await group.reduce(0, +)
        }

        let names = try folder.names
        #expect(names.count == published)
        for name in names {
            let text = try #require(folder.text(name))
            #expect(text.count == 10 && Set(text).count == 1)
        }
    }

    @Test(.case(72)) func `keeps it from the programs that the process starts`() throws {
        let file = try folder.partial("x")
        try file.write("new")
        let entry = try #require(try FileSystem.entry(at: folder.path("x.part")))
        let descriptors = (Int32(0)..<4096).filter { descriptor in
            (try? FileSystem.entry(of: descriptor, path: "")).map { $0.isSame(as: entry) } ?? false
        }
        #expect(descriptors.count == 1)
        #expect(descriptors.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
    }
}
