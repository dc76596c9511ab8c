import Testing

@Suite("Well-formedness")
struct WellFormednessTests {
    @Test(arguments: [
        "", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a b=\"&\"/>", "<a b=\"1\" b=\"2\"/>",
        "<a><</a>", "<a>&nbsp;</a>", "<a>\u{0}</a>", "text", "<a/>text",
    ])
    func `is not in everything`(_ text: String) {
        #expect(!isWellFormed(text))
    }

    @Test(arguments: ["<a/>", "<a b=\"&lt;\" c-d=\"\">x &amp; y<b/></a>\n"])
    func `is in what is well-formed`(_ text: String) {
        #expect(isWellFormed(text))
    }
}
