import Testing

@testable import download

@Suite("What is said at an early end")
struct EarlyEndTests {
    @Test(arguments: [
        ([], 0, "interrupted"),
        ([], 1, "interrupted; 1 URL was not begun"),
        (
            [KeptPart(path: "./a\u{1B}.part", byteCount: 3_500_000)], 2,
            "interrupted; 3.5 MB are kept in ./a\\u{1b}.part; 2 URLs were not begun"
        ),
        (
            [KeptPart(path: "a.part", byteCount: 1000), KeptPart(path: "b.part", byteCount: 500)],
            0,
            "interrupted; 1.5 kB are kept in 2 partial files"
        ),
    ])
    func `tells what an early end keeps`(_ kept: [KeptPart], _ unbegun: Int, _ expected: String) {
        let line = EarlyEndLine(cause: "interrupted", kept: kept, unbegun: unbegun)
        #expect(line.text == expected)
    }
}
