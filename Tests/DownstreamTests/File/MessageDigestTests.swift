import Downstream
import Testing

@Suite("Computing checksums", .timeLimit(.minutes(5)))
struct MessageDigestTests {
    /// The test vectors of RFC 1321 and FIPS 180 for "" and "abc".
    @Test(
        arguments: [
            (.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
            (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
            (.sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha512, "abc",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ] as [(Checksum.Algorithm, String, String)]
    )
    func `gives the known values`(
        algorithm: Checksum.Algorithm,
        text: String,
        digits: String
    ) throws {
        let digest = try MessageDigest(algorithm)
        digest.update(text)
        let checksum = try digest.finish()
        #expect(checksum.algorithm == algorithm)
        #expect(checksum.hexadecimal == digits)
        #expect(checksum == Checksum(algorithm, hexadecimal: digits))
    }

    @Test(arguments: Checksum.Algorithm.allCases)
    func `gives the same for the same bytes in pieces`(algorithm: Checksum.Algorithm) throws {
        let whole = try MessageDigest(algorithm)
        whole.update(String(repeating: "piece", count: 1000))
        let pieces = try MessageDigest(algorithm)
        for _ in 0..<1000 {
            pieces.update("pie")
            pieces.update("")
            pieces.update("ce")
        }
        #expect(try whole.finish() == pieces.finish())
    }
}
