import Testing

@testable import download

@Suite("Values in an SVG")
struct SVGValueTests {
    @Test(arguments: [
        (0.0, "0"), (1, "1"), (1.5, "1.5"), (1.05, "1.05"), (1.005, "1"), (1.996, "2"),
        (-0.25, "-0.25"), (-0.001, "0"), (123456.789, "123456.79"), (.nan, "0"), (.infinity, "0"),
        (1e300, "0"),
    ])
    func `have at most two decimals`(_ value: Double, _ text: String) {
        #expect(value.svg == text)
    }

    @Test(arguments: [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("a\nb", "a\nb"), ("\r\n", "\\u{d}\\u{a}"),
        ("é🎬", "é🎬"), ("\u{FFFE}", "\u{FFFD}"), ("\t\u{7}", "\\u{9}\\u{7}"),
        ("&\u{301}", "&amp;\u{301}"),
    ])
    func `are escaped`(_ value: String, _ text: String) {
        #expect(value.svg == text)
    }

    @Test func `stand in elements that are closed`() {
        var svg = SVG()
        svg.add("g", ["id": "<1>", "x": 1.5, "n": 3], title: "a & b") { $0.add("path") }
        svg.add("text", text: "<")
        let expected = """
            <g id="&lt;1&gt;" x="1.5" n="3"><title>a &amp; b</title>
            <path/>
            </g>
            <text>&lt;</text>

            """
        #expect(svg.text == expected)
    }
}
