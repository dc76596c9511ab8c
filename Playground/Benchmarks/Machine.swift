internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The machine that was measured on, and the programs that are on it.
struct Machine: Encodable, Sendable {
    let kind = "machine"
    let processor: String
    let cores: Int
    let memoryGiB: Int
    let kernel: String
    /// What each program says of its version.
    let programs: [String]

    /// Looks at this one.
    init(_ stage: Stage) {
        let processors = FileLines("/proc/cpuinfo").lines.filter { $0.hasPrefix("model name") }
        processor =
            processors.first.flatMap { $0.split(separator: ":").last }
            .map { String($0.drop { $0 == " " }) } ?? "unknown processor"
        cores = ProcessInfo.processInfo.activeProcessorCount
        memoryGiB = Int(Int64(ProcessInfo.processInfo.physicalMemory) >> 30)
        kernel = FileLines("/proc/sys/kernel/osrelease").lines.first ?? "unknown kernel"
        programs = ["curl", "wget", "aria2c", "python3"].compactMap { program in
            let file = stage.memory + "/version"
            guard (try? stage.finish([program, "--version"], output: file)) != nil else {
                return nil
            }
            // "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 …"
            return FileLines(file).lines.first
                .map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
        }
    }

    /// The bytes of memory that programs can still have; nil where the system does not say.
    static var availableMemory: Int64? {
        let line = FileLines("/proc/meminfo").lines.first { $0.hasPrefix("MemAvailable:") }
        let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
        return kibibytes.map { $0 << 10 }
    }

    /// One line for people.
    var text: String {
        "\(processor), \(cores) cores, \(memoryGiB) GiB, Linux \(kernel); "
            + programs.joined(separator: ", ")
    }
}
