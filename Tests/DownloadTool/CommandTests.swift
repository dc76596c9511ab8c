import Downstream
import Testing

@testable import download

@Suite("Reading the arguments")
struct CommandTests {
    private static let url = "http://host/video.mp4"

    @Test func `saves into the current directory by default`() throws {
        #expect(
            try Command([Self.url])
                == .run(Options(sources: [Self.url], destination: .directory(path: ".")))
        )
    }

    @Test(arguments: [
        ["-o", "a.mp4", url], ["-oa.mp4", url], [url, "-o", "a.mp4"], ["-o", "a.mp4", "--", url],
    ])
    func `takes the file in every form`(_ arguments: [String]) throws {
        #expect(
            try Command(arguments)
                == .run(Options(sources: [Self.url], destination: .file(path: "a.mp4")))
        )
    }

    @Test(arguments: [["-d", "Videos"], ["-dVideos"]])
    func `takes the directory in every form`(_ option: [String]) throws {
        #expect(
            try Command(option + [Self.url, "x"])
                == .run(Options(sources: [Self.url, "x"], destination: .directory(path: "Videos")))
        )
    }

    @Test(arguments: [["--log", "a=b"], ["--log=a=b"]])
    func `takes the log in every form`(_ option: [String]) throws {
        var options = Options(sources: [Self.url], destination: .directory(path: "."))
        options.log = "a=b"
        #expect(try Command(option + [Self.url]) == .run(options))
    }

    @Test func `takes flags anywhere and more than once`() throws {
        var options = Options(sources: [Self.url], destination: .directory(path: "."))
        options.isQuiet = true
        options.writesJSON = true
        #expect(try Command(["--quiet", Self.url, "--json", "--quiet"]) == .run(options))
    }

    @Test func `takes everything after two hyphens as URLs`() throws {
        #expect(
            try Command(["--", "--help", "-o", "--"])
                == .run(
                    Options(sources: ["--help", "-o", "--"], destination: .directory(path: "."))
                )
        )
    }

    @Test func `answers the first of help and version`() throws {
        #expect(try Command(["--help", "--version"]) == .help)
        #expect(try Command([Self.url, "--version", "--nonsense"]) == .version)
    }

    @Test(arguments: [
        ([], UsageError.noURL),
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
        (["-o", "-", url], .notAPath(option: "-o")),
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

    @Test func `helps on one screen`() {
        let lines = HelpText.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }
}
