#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Runs the real engine through lives that follow from seeds, and holds it to its promises.
@main
struct Simulation {
    static func main() {
        do throws(Order.Mistake) {
            exit(perform(try Order(CommandLine.arguments.dropFirst())) ? 0 : 1)
        } catch {
            Report.complain("\(error.sentence) See simulation --help.")
            exit(2)
        }
    }

    /// Does what was asked for; false where something was broken.
    private static func perform(_ order: Order) -> Bool {
        switch order.task {
        case .help:
            print(Order.usage)
            return true
        case .seeds(let seeds):
            return SeedRun(order).run(seeds)
        case .only(let seed):
            return SeedRun(order).run(only: seed)
        case .defects(let limit):
            return DefectTable(limit: limit, jobs: order.jobs).run()
        }
    }
}
