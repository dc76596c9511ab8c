import CFuzzer

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One target under libFuzzer, with libFuzzer's own arguments.
///
/// `FUZZ_TARGET` names the target; without it, the names of all are printed. Where `FUZZ_CORPUS` names
/// a folder and `FUZZ_WORDS` a file, inputs to begin with are put into the one, what the format is made
/// of into the other, and nothing else is done.
@main
struct Fuzzer {
    private static let environment = ProcessInfo.processInfo.environment

    private static let target = FuzzTarget.all.first { $0.name == environment["FUZZ_TARGET"] }

    /// How many inputs a corpus begins with beside the samples.
    private static let count = 100

    static func main() throws {
        guard let target else {
            for target in FuzzTarget.all { print(target.name) }
            return
        }
        if let folder = environment["FUZZ_CORPUS"], let words = environment["FUZZ_WORDS"] {
            return try write(target, to: folder, words: words)
        }
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        let status = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
            unsafe pointer.withMemoryRebound(
                to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self,
                capacity: 1
            ) { unsafe LLVMFuzzerRunDriver(&count, $0, test) }
        }
        exit(status)
    }

    private static let test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { bytes, count in
        let bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
        let input = FuzzInput(bytes: bytes)
        do {
            _ = try target?.check(input)
            return 0
        } catch {
            fatalError("\(target?.name ?? ""), \(input): \(error)")
        }
    }

    private static func write(_ target: FuzzTarget, to folder: String, words: String) throws {
        var mutator = FuzzMutator(target, seed: 1)
        let inputs = target.samples + (0..<count).map { _ in mutator.next().bytes }
        for (number, input) in inputs.enumerated() {
            try Data(input).write(to: URL(filePath: "\(folder)/begin-\(number)"))
        }
        let lines = (target.words + FuzzTarget.hostileWords).map { word in
            "\"\(word.utf8.map { "\\x" + hexadecimal($0) }.joined())\"\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: words))
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
