#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the command line asks for.
struct Order: Sendable {
    /// What is wrong with a command line, in one sentence.
    struct Mistake: Error {
        let sentence: String
    }

    enum Task: Equatable {
        case help
        case seeds(Range<UInt64>)
        case only(UInt64)
        /// Up to so many seeds for each defect.
        case defects(UInt64)
    }

    let task: Task
    /// Whether the trace is printed.
    let isTraced: Bool
    /// Whether each seed is run twice, and the traces are compared.
    let isTwice: Bool
    let defect: Defect
    /// How many seeds are run at a time.
    let jobs: Int

    /// Reads a command line.
    init(_ arguments: some Sequence<String>) throws(Mistake) {
        var rest = Array(arguments)[...]
        var (count, first): (UInt64?, UInt64) = (nil, 1)
        var (only, jobs): (UInt64?, UInt64?) = (nil, nil)
        var (isForHelp, wantsDefects, isTraced, isTwice) = (false, false, false, false)
        var defect = Defect.none
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": isForHelp = true
            case "--trace": isTraced = true
            case "--twice": isTwice = true
            case "--defects": wantsDefects = true
            case "--seeds": count = try Self.number(argument, &rest)
            case "--from": first = try Self.number(argument, &rest)
            case "--only": only = try Self.number(argument, &rest)
            case "--jobs": jobs = try Self.number(argument, &rest)
            case "--defect": defect = try Self.defect(rest.popFirst())
            default: throw Mistake(sentence: "There is no option \(argument).")
            }
        }
        let end = first.addingReportingOverflow(count ?? 1_000)
        guard !end.overflow else { throw Mistake(sentence: "There are not that many seeds.") }
        guard jobs != 0 else { throw Mistake(sentence: "--jobs takes a number from 1.") }
        if isForHelp {
            task = .help
        } else if wantsDefects {
            task = .defects(count ?? 10_000)
        } else if let only {
            task = .only(only)
        } else {
            task = .seeds(first..<end.partialValue)
        }
        self.isTraced = isTraced
        self.isTwice = isTwice
        self.defect = defect
        self.jobs = Int(min(64, jobs ?? UInt64(ProcessInfo.processInfo.activeProcessorCount)))
    }

    private static func number(
        _ option: String,
        _ rest: inout ArraySlice<String>
    ) throws(Mistake) -> UInt64 {
        guard let number = rest.popFirst().flatMap({ UInt64($0) }) else {
            throw Mistake(sentence: "\(option) takes a number.")
        }
        return number
    }

    private static func defect(_ name: String?) throws(Mistake) -> Defect {
        if let defect = Defect.all.first(where: { $0.name == name }) { return defect }
        let names = Defect.all.map(\.name).joined(separator: ", ")
        throw Mistake(sentence: "--defect takes one of \(names).")
    }

    /// How to call the simulation.
    static let usage = """
        Usage: simulation [--seeds N] [--from S] [--jobs J] [--twice] [--defect NAME]
               simulation --only SEED [--trace] [--twice] [--defect NAME]
               simulation --defects [--seeds N]

        Runs the real engine on a simulated network, disk, clock and thread, one life after the other,
        as each seed has it, and checks after each run what the library promises.

          --seeds N      how many seeds; 1000 unless told otherwise
          --from S       the first of them; 1 unless told otherwise
          --only SEED    one seed
          --trace        prints what happened, step by step
          --twice        runs each seed twice, and fails where the traces differ
          --jobs J       how many seeds at a time; as many as there are processors
          --defects      plants each known defect and looks for it, for up to N seeds, by default 10000
          --defect NAME  plants one defect

        Exit status: 0 if all passed, or all defects were found; 1 if not; 2 for a wrong call.
        """
}
