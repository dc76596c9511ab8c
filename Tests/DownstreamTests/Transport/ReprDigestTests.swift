import Downstream
import TestTraits
import Testing

@Suite("A digest that the server sends", .timeLimit(.minutes(5)))
struct ReprDigestTests {
    /// Of "abc".
    private static let sha256 = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"
    private static let sha512 =
        "sha-512=:3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslP"
        + "pUyknw==:"
    /// Of nothing.
    private static let other = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"

    private let abc256 = Checksum(
        .sha256,
        hexadecimal: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    private let abc512 = Checksum(
        .sha512,
        hexadecimal: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    )

    private func checksum(_ values: String...) -> Checksum? {
        ReprDigest.checksum(
            ResponseHead(status: 200, headers: values.map { HeaderField("Repr-Digest", $0) })
        )
    }

    @Test(
        .case(33),
        arguments: [
            sha256, " \(sha256)\t", sha256 + ";x=1", sha256 + " ; x",
            "SHA-256" + sha256.dropFirst(7),
            "md5=:kAFQmDzST7DWlj99KOF/cg==:, \(sha256)", "\(sha256),", ",\(sha256)",
            "x, y=1, \(sha256)", "sha-512=:ungWv48=:, \(sha256)",
        ]
    )
    func `is found among others`(value: String) {
        #expect(checksum(value) == abc256)
    }

    @Test func `is the strongest there is`() {
        #expect(checksum(Self.sha512) == abc512)
        #expect(checksum("\(Self.sha256), \(Self.sha512)") == abc512)
        #expect(checksum("\(Self.sha512), \(Self.sha256)") == abc512)
        #expect(checksum(Self.sha512, Self.sha256) == abc512)
        #expect(checksum(Self.sha256, Self.sha512) == abc512)
    }

    /// RFC 9651, section 4.2.2.
    @Test func `is the last of one name`() {
        #expect(checksum("\(Self.other), \(Self.sha256)") == abc256)
        #expect(checksum(Self.other, Self.sha256) == abc256)
    }

    @Test(arguments: [
        "", ",", "=", "sha-256", "sha-256=", "sha-256=:", "sha-256=::", "sha-256=::::",
        "sha-256=ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "sha-256=:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=:",
        "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFQ==:",
        "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa2t:",
        "sha-256=:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad:",
        "sha-256=:*:", "sha-256=\"x\"", "sha256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:",
    ])
    func `is none where it is malformed`(value: String) {
        #expect(checksum(value) == nil)
    }

    @Test(arguments: [
        "md5=:kAFQmDzST7DWlj99KOF/cg==:", "sha=:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=:",
        "unixsum=:AAAAAA==:", "adler=:AAAAAA==:", "crc32c=:AAAAAA==:",
    ])
    func `is none where the algorithm proves nothing`(value: String) {
        #expect(checksum(value) == nil)
    }

    @Test func `is none where none is sent`() {
        #expect(checksum() == nil)
        let digest = HeaderField("Digest", "sha-256=ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
        let content = HeaderField("Content-Digest", Self.sha256)
        #expect(ReprDigest.checksum(ResponseHead(status: 200, headers: [digest, content])) == nil)
    }
}
