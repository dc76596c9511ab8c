import Downstream
import Testing

@testable import download

@Suite("Reading the arguments")
struct CommandTests {
    private static let url = "http://host/video.mp4"

    @Test func `saves into the current directory by default`() throws {
        #expect(
            try Command([Self.url])
                == .run(Options(sources: [Self.url]))
        )
    }

    @Test(arguments: [
        ["-o", "a.mp4", url], ["-oa.mp4", url], [url, "-o", "a.mp4"], ["-o", "a.mp4", "--", url],
    ])
    func `takes the file in every form`(_ arguments: [String]) throws {
        #expect(
            try Command(arguments)
                == .run(Options(sources: [Self.url], file: "a.mp4"))
        )
    }

    @Test(arguments: [["-d", "Videos"], ["-dVideos"]])
    func `takes the directory in every form`(_ option: [String]) throws {
        #expect(
            try Command(option + [Self.url, "x"])
                == .run(Options(sources: [Self.url, "x"], folder: "Videos"))
        )
    }

    @Test(arguments: [["--log", "a=b"], ["--log=a=b"]])
    func `takes the log in every form`(_ option: [String]) throws {
        var options = Options(sources: [Self.url])
        options.log = "a=b"
        #expect(try Command(option + [Self.url]) == .run(options))
    }

    @Test func `takes flags anywhere and more than once`() throws {
        var options = Options(sources: [Self.url])
        options.isQuiet = true
        options.writesJSON = true
        #expect(try Command(["--quiet", Self.url, "--json", "--quiet"]) == .run(options))
    }

    @Test(arguments: [(1, 128), (500, 500)])
    func `has room for all that may run at a time`(_ parallel: Int, _ transfers: Int) {
        var options = Options(sources: [Self.url])
        options.parallel = parallel
        #expect(options.roomyConfiguration.transfers == transfers)
    }

    @Test func `takes everything after two hyphens as URLs`() throws {
        #expect(
            try Command(["--", "--help", "-o", "--"])
                == .run(Options(sources: ["--help", "-o", "--"]))
        )
    }

    @Test func `answers the first of help and version`() throws {
        #expect(try Command(["--help", "--version"]) == .help)
        #expect(try Command([Self.url, "--version", "--nonsense"]) == .version)
    }

    private func options(_ arguments: String...) throws -> Options {
        guard case .run(let options) = try Command(arguments + [Self.url]) else {
            throw UsageError.noURL
        }
        return options
    }

    @Test func `takes every rule of a download`() throws {
        let checksum = String(repeating: "aF", count: 16)
        let options = try options(
            "--retries",
            "7",
            "--no-resume",
            "--if-exists",
            "fail",
            "--max-size=1.5G",
            "--connect-timeout",
            "2.5",
            "--stall-timeout",
            "9",
            "--deadline",
            "3600",
            "--checksum",
            "md5:\(checksum)",
            "--expect",
            "video",
            "--header",
            "A: 1",
            "--header=B:two words ",
            "--user",
            "ada:a:b",
            "--sync"
        )
        let download = options.download(from: Self.url, name: nil)

        #expect(download.retry.retries == 7)
        #expect(!download.resumes)
        #expect(download.existingFile == .fail)
        #expect(download.limits.bytes == 1_610_612_736)
        #expect(download.limits.connect == .milliseconds(2500))
        #expect(download.limits.stall == .seconds(9))
        #expect(download.limits.deadline == .seconds(3600))
        #expect(download.verification.checksum?.hexadecimal == checksum.lowercased())
        #expect(download.verification.expecting == .video)
        #expect(download.headers == [HeaderField("A", "1"), HeaderField("B", "two words")])
        #expect(download.credentials == Credentials(user: "ada", password: "a:b"))
        #expect(download.durability == .flushed)
    }

    @Test func `takes every rule that downloads share`() throws {
        let configuration = try options(
            "--limit-rate",
            "500K",
            "--user-agent",
            "me",
            "--proxy",
            "http://p:1",
            "--cacert",
            "a"
        ).configuration
        #expect(configuration.bytesPerSecond == 512_000)
        #expect(configuration.userAgent == "me")
        #expect(configuration.proxy == .url("http://p:1"))
        #expect(configuration.additionalCertificates == "a")
        #expect(try options("--public-only").configuration.accessPolicy == .publicInternet)
    }

    @Test(arguments: [
        ("1", 1), ("500K", 512_000), ("2m", 2_097_152), ("0.5k", 512), ("3T", 3 << 40),
    ])
    func `reads sizes`(text: String, bytes: Int64) throws {
        #expect(try options("--max-size", text).limits.bytes == bytes)
    }

    @Test(arguments: [
        ["--max-size", "0"], ["--max-size", "x"], ["--max-size", "1.2.3"], ["--max-size", "-1"],
        ["--max-size", "K"], ["--max-size", "1e9"], ["--max-size", "99999999T"],
        ["--max-size", "1 K"], ["--retries", "-1"], ["--retries", "1.5"], ["--retries", "٣"],
        ["--retries", "99999999999999999999"], ["--deadline", "0"], ["--deadline", "nan"],
        ["--deadline", "inf"], ["--stall-timeout", "1e99"], ["--if-exists", "overwrite"],
        ["--expect", "film"], ["--checksum", "md5"], ["--checksum", "md5:12"],
        ["--checksum", "crc32:12345678"], ["--header", "no colon"], ["--header", ": x"],
        ["--header", "Host: x"], ["--header", "A: x\r\nB: y"], ["--user", "ada"],
        ["--user-agent", "a\nb"],
    ])
    func `refuses values that it cannot read`(_ option: [String]) {
        let error = #expect(throws: UsageError.self) { try Command(option + [Self.url]) }
        guard case .badValue(option[0], _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.sentence.contains("an example is \(option[0]) ") == true)
    }

    @Test func `repeats no secret in an error`() {
        for option in [
            ["--user", "secret"], ["--header", "secret"], ["--header", "X: secret\n"],
        ] {
            let error = #expect(throws: UsageError.self) { try Command(option + [Self.url]) }
            #expect(error?.sentence.contains("secret") == false)
        }
    }

    @Test func `gives an example of every value that can be read`() throws {
        for spec in OptionSpec.all {
            guard case .value(let example, _, let set) = spec.effect, !example.contains("…") else {
                continue
            }
            var options = Options()
            let typed = example.filter { $0 != "'" }
            try set(&options, OptionValue(option: spec.name, typed: typed))
            #expect(options != Options())
        }
    }

    @Test(arguments: [
        ([], UsageError.noURL),
        (["--public-only", "--proxy", "http://p", url], .proxyAndPublicOnly),
        (["--retries", "1", "--retries", "2", url], .givenTwice(option: "--retries")),
        (["--"], .noURL),
        (["--quiet"], .noURL),
        (["--nonsense", url], .unknownOption("--nonsense")),
        (["--nonsense=1", url], .unknownOption("--nonsense")),
        (["-x", url], .unknownOption("-x")),
        (["-é", url], .unknownOption("-é")),
        ([url, "-o"], .missingValue(option: "-o")),
        (["-o", "", url], .missingValue(option: "-o")),
        (["--log=", url], .missingValue(option: "--log")),
        (["--json=1", url], .unexpectedValue(option: "--json")),
        (["--help=1"], .unexpectedValue(option: "--help")),
        (["-o", "a", "-o", "a", url], .givenTwice(option: "-o")),
        (["-d", "a", "-db", url], .givenTwice(option: "-d")),
        (["-o", "a", "-d", "b", url], .fileAndFolder),
        (["-o", "a", url, url], .fileForSeveral),
        (["-o", "-", "--json", url], .twoOutputs),
        (["-o", "-", url, url], .fileForSeveral),
        (["-i", "a", "-o", "b"], .fileForSeveral),
        (["timeline", "a", "-j", "1"], .optionsOfTimeline),
        (["--quiet", "timeline"], .optionsOfTimeline),
        (["-j", "0", url], .badValue(option: "-j", problem: "it is not above 0")),
        (["--log", "-", url], .notAPath(option: "--log")),
    ])
    func `refuses what it cannot mean`(_ arguments: [String], _ error: UsageError) {
        #expect(throws: error) { try Command(arguments) }
    }

    @Test func `escapes what an option could do to a terminal`() {
        #expect(
            UsageError.unknownOption("-\u{1B}").sentence
                == "there is no option -\\u{1b}; see download --help"
        )
    }

    @Test func `helps with every option, on one tall screen`() {
        let lines = HelpText.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 56)
        for spec in OptionSpec.all { #expect(HelpText.text.contains("  \(spec.name) ")) }
        #expect(lines.allSatisfy { $0.count <= 80 })
    }
}
