import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The record beside a partial file", .timeLimit(.minutes(5)))
struct ResumeRecordTests {
    private static let full = ResumeRecord(
        identity: "0123456789abcdef",
        version: FileVersion(
            validator: Validator(kind: .entityTag, text: "\"v/1 é\"", isStrong: true),
            total: 100,
            contentEncoding: "gzip"
        ),
        safe: ByteRanges(upTo: 40),
        written: ByteRanges(upTo: 50),
        name: "naïve 🎬.mp4",
        boot: "6b1f"
    )
    private static let bare = ResumeRecord(
        identity: "",
        version: FileVersion(
            validator: Validator(
                kind: .lastModified,
                text: "Sun, 06 Nov 1994 08:49:37 GMT",
                isStrong: true
            ),
            total: nil
        )
    )

    /// The full record with something else in it, as JSON.
    private func edited(_ change: (inout [String: Any]) -> Void) throws -> [UInt8] {
        let data = Data(try Self.full.encoded())
        var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        change(&record)
        return [UInt8](try JSONSerialization.data(withJSONObject: record))
    }

    private func edited(_ path: [String], _ value: Any?) throws -> ResumeRecord? {
        func put(_ path: ArraySlice<String>, in object: inout [String: Any]) {
            guard let key = path.first else { return }
            guard path.count > 1, var inner = object[key] as? [String: Any] else {
                object[key] = value
                return
            }
            put(path.dropFirst(), in: &inner)
            object[key] = inner
        }
        return ResumeRecord(try edited { put(path[...], in: &$0) })
    }

    @Test(arguments: [full, bare]) func `is read as it was written`(record: ResumeRecord) throws {
        #expect(ResumeRecord(try record.encoded()) == record)
    }

    @Test func `is read though another run writes it in another order`() throws {
        #expect(ResumeRecord(try edited { _ in }) == Self.full)
        #expect(ResumeRecord(try edited { $0["later"] = "unknown" }) == Self.full)
    }

    @Test(
        .case(19),
        arguments: ["", "{}", "[]", "null", "x", "\0", "{", "\u{FEFF}", "{\"form\":1}"]
    )
    func `is nothing where it is no record`(text: String) {
        #expect(ResumeRecord(Array(text.utf8)) == nil)
    }

    @Test(.case(19), arguments: [0, 1, 3, -1, 1_000_000])
    func `is not read in another form`(form: Int) throws {
        #expect(try edited(["form"], form) == nil)
    }

    @Test(
        .case(19),
        arguments: ["form", "identity", "version", "safe", "version.validator", "validator.text"]
    )
    func `is nothing where a part is missing`(part: String) throws {
        let path = part.split(separator: ".").map(String.init)
        #expect(try edited(path.first == "validator" ? ["version"] + path : path, nil) == nil)
    }

    @Test(.case(19), arguments: [-1, .min] as [Int64])
    func `is nothing where a number makes no sense`(number: Int64) throws {
        #expect(try edited(["safe"], [[number, 40]]) == nil)
        #expect(try edited(["safe"], [[0, number]]) == nil)
        #expect(try edited(["version", "total"], number) == nil)
    }

    @Test(
        .case(19),
        arguments: [
            [[0, 0]], [[5, 4]], [[0]], [[0, 5, 6]], [[0, 5], [5, 7]], [[6, 7], [0, 5]],
            [[0, 5], [3, 7]], [[]],
        ] as [[[Int64]]]
    )
    func `is nothing where its ranges make no row`(ranges: [[Int64]]) throws {
        #expect(try edited(["safe"], ranges) == nil)
        #expect(try edited(["written"], ranges) == nil)
    }

    @Test(.case(19)) func `is nothing where bytes are safe that were never written`() throws {
        #expect(try edited(["written"], [[0, 40]]) != nil)
        #expect(try edited(["written"], [[0, 39]]) == nil)
        #expect(try edited(["written"], [[0, 20], [21, 50]]) == nil)
        #expect(try edited(["written"], [] as [[Int64]]) == nil)
    }

    @Test(.case(19), arguments: [1e300, 0.5]) func `counts whole bytes`(number: Double) throws {
        #expect(try edited(["safe"], [[0, number]]) == nil)
        #expect(try edited(["version", "total"], number) == nil)
    }

    @Test(.case(11)) func `is nothing where the validator proves nothing`() throws {
        #expect(try edited(["version", "validator", "isStrong"], false) == nil)
        #expect(try edited(["version", "validator", "kind"], "hope") == nil)
    }

    /// The validator becomes a header field of a request.
    @Test(.case(57), arguments: ["\"v\r\nX: y\"", "\"v\n\"", "\"\0\"", "\"\u{7F}\""])
    func `is nothing where the validator cannot be sent`(text: String) throws {
        #expect(try edited(["version", "validator", "text"], text) == nil)
    }

    @Test(
        .case(59, 60),
        arguments: ["../x", "/x", "", ".", "a\0b", ".hidden", "x/", "-rf", "a\nb"]
    )
    func `is nothing where its name is none that we would give`(name: String) throws {
        #expect(try edited(["name"], name) == nil)
    }

    @Test(.case(19)) func `never stops a run, whatever has become of it`() throws {
        let valid = try Self.full.encoded()
        let pieces = ["\"", "{", "}", "[", ":", ",", "-", "9", "e", "\\u", "null", "\0", "\u{FF}"]
        var random = SeededGenerator(seed: 19)
        var survivors = 0
        for _ in 0..<10_000 {
            var bytes = valid
            for _ in 0...Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.removeSubrange(place...)
                default:
                    let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                    bytes.insert(contentsOf: piece.utf8, at: place)
                }
            }
            guard let record = ResumeRecord(bytes) else { continue }
            survivors += 1
            #expect(record.safe.prefix >= 0)
            #expect(record.written?.contains(record.safe) ?? true)
            #expect(record.version.total ?? 0 >= 0)
            #expect(record.version.validator.isStrong)
            #expect(ResumeRecord(try record.encoded()) == record)
        }
        // Some only have another tag or name; not all of them can be told.
        #expect(0 < survivors && survivors < 9_000)
    }

    @Test(.case(53)) func `holds nothing of the URL`() async throws {
        let folder = try TemporaryFolder()
        let download = Download(
            from: "http://user:password@secret.example/place/thing?token=hidden#part",
            to: .file(path: folder.path("a")),
            retry: .never
        )
        let head = ResponseHead(
            status: 200,
            headers: [HeaderField("ETag", "\"v1\""), HeaderField("Content-Length", "100")]
        )
        let network = ScriptedTransport([.head(head), .bytes(40), .drop])
        await #expect(throws: DownloadError.self) {
            try await download.file(on: .scripted(network))
        }

        let text = try #require(folder.text("a.part.json"))
        #expect(ResumeRecord(Array(text.utf8))?.safe.prefix == 40)
        for word in ["user", "password", "secret", "example", "place", "token", "hidden", "http"] {
            #expect(!text.contains(word))
        }
    }
}
