internal import Dispatch
internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A transfer of a fixed size, to be counted from outside: its instructions, calls of the system and
/// allocations.
///
/// `costs FOLDER large N` saves one file of N MiB, `costs FOLDER small N` N files of 16 KiB. The bytes
/// come from a script, the time stands still and one thread does everything, so that two runs
/// differ by next to nothing. `.ci/costs` takes the difference of two sizes: what one MiB or one file adds.
@main
struct Costs {
    static func main() {
        let isDone = DispatchSemaphore(value: 0)
        let thread = IOExecutor(threads: 1)
        // The pool of Swift's concurrency is never started: how often it wakes is chance.
        Task(executorPreference: thread) {
            do {
                try await Subject(CommandLine.arguments).run(on: thread)
            } catch {
                // Whoever counts wants to know why there is nothing to count.
                LogSink.standardError("costs: \(error)")
                exit(2)
            }
            isDone.signal()
        }
        isDone.wait()
    }
}
