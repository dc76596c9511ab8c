import Downstream
import TestTraits
import Testing

@Suite("Where a Location leads", .timeLimit(.minutes(5)))
struct URLReferenceTests {
    /// The examples of RFC 3986, sections 5.4.1 and 5.4.2, with what its rules make of them;
    /// fragments are left out.
    @Test(
        .case(50),
        arguments: [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g"),
            ("g#s/../x", "http://a/b/c/g"),
            ("http:g", "http:g"),
        ]
    )
    func `resolves as RFC 3986 says`(reference: String, target: String) throws {
        let base = try WebURL("http://a/b/c/d;p?q")
        #expect(URLReference.resolve(reference, against: base) == target)
    }

    @Test(arguments: [
        ("http://a", "g", "http://a/g"),
        ("http://a", "?y", "http://a/?y"),
        ("http://a", "", "http://a/"),
        ("http://a:8080/x", "/g", "http://a:8080/g"),
        ("http://a:8080/x", "//b/g", "http://b/g"),
        ("https://[::1]:8443/x/y", "../g", "https://[::1]:8443/g"),
        ("http://user:word@a/x", "/g", "http://a/g"),
        ("http://a/x?u=//b/c", "g", "http://a/g"),
        ("http://a/b/../c/d", "g", "http://a/c/g"),
        ("http://a/b//c", "g", "http://a/b//g"),
        ("http://a/b/c", "g//../h", "http://a/b/g/h"),
        ("http://a/b/c", "1:x", "http://a/b/1:x"),
        ("http://a/b/c", "./g:h", "http://a/b/g:h"),
        ("http://a/b/c", "?g:h", "http://a/b/c?g:h"),
        ("http://a/b/c", "g/h:i", "http://a/b/g/h:i"),
    ])
    func `takes everything it needs from its base`(
        base: String,
        reference: String,
        target: String
    ) throws {
        #expect(URLReference.resolve(reference, against: try WebURL(base)) == target)
    }

    @Test(
        .case(50),
        arguments: [
            (" /g\t", "http://a/g"),
            ("/a b", "http://a/a%20b"),
            ("/é", "http://a/%C3%A9"),
            ("?日", "http://a/b/c?%E6%97%A5"),
            ("http://b/ü?ü#ü", "http://b/%C3%BC?%C3%BC"),
            ("g#\u{301}@other.example/", "http://a/b/g"),
            ("/x?\u{301}/../y", "http://a/x?%CC%81/../y"),
            ("/\u{301}../x", "http://a/%CC%81../x"),
            ("a/\u{301}/../../x", "http://a/b/x"),
            ("//b\u{2044}c/", nil),
        ] as [(String, String?)]
    )
    func `leads to a URL also where servers forget to encode`(
        reference: String,
        target: String?
    ) throws {
        let resolved = URLReference.resolve(reference, against: try WebURL("http://a/b/c"))
        #expect((try? WebURL(resolved))?.text == target)
    }
}
