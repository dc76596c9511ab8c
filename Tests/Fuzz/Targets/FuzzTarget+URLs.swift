import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FuzzTarget {
    /// What reads URLs and what is in them.
    static let urls = [url, location, address, redaction]

    private static let url = FuzzTarget(
        "WebURL",
        samples: [
            "http://host/video.mp4", "HTTPS://Ada:p%40ss@Host.Example.:8443/a/../b;c?d=e&f#g",
            "http://[2001:db8::1]:80?x", "https://xn--nave-6pa.example/na\u{EF}ve/%E2%82%AC",
            "http://127.1/", "http://host#fragment",
        ],
        words: [
            "http://", "https:", "//", "@", ":", "[", "]", "::", "?", "#", "%zz", "%41", "xn--",
        ]
    ) { input in
        let text = input.text
        guard let url = try? WebURL(text) else { return false }
        try holdProper(url)
        let shown = Redaction.text(text).unicodeScalars
        let authority = shown.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
        try hold(!authority.contains("@"), "its login is not redacted")
        return true
    }

    private static let location = FuzzTarget(
        "Location",
        samples: [
            "http://a/b/c/d;p?q\n../g?y#s", "https://host:8443/a\n//other/b", "http://a/b\n?y",
            "http://a/b/c\nhttps://other/d e", "http://a\n.", "https://a/b/\nHTTP://a/../b",
            "http://[::1]/x\n/./y/..//z",
        ],
        words: ["http://", "https://", "//", "./", "../", "?", "#", ":", "a:b", "@", "%2e%2e"]
    ) { input in
        let lines = input.lines
        guard lines.count > 1, let base = try? WebURL(lines[0]) else { return false }
        let secret = [HeaderField("Cookie", "a=b")]
        let first = Hop(to: base, headers: secret, credentials: nil)
        guard let hop = try? first.following(lines[1]) else { return false }
        try holdProper(hop.url)
        try hold(hop.url.credentials == nil, "it got a login from the server")
        try hold(
            base.origin.scheme == "http" || hop.url.origin.scheme == "https",
            "it leads from https down to http"
        )
        let isSame = hop.url.origin == base.origin
        try hold(hop.headers == (isSame ? secret : []), "header fields go astray")
        try hold(hop.credentials == (isSame ? base.credentials : nil), "a login goes astray")
        let again = try? WebURL(URLReference.resolve(hop.url.text, against: base))
        try hold(again?.text == hop.url.text, "\(hop.url.text) leads elsewhere")
        let itself = try? WebURL(URLReference.resolve("", against: hop.url))
        try hold(itself?.text == hop.url.text, "nothing leads elsewhere from \(hop.url.text)")
        return true
    }

    private static let address = FuzzTarget(
        "NetworkAddress",
        samples: [
            "127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1%eth0]",
            "[64:ff9b::7f00:1]", "0177.0.0.1",
        ],
        words: ["::", ":", ".", "[", "]", "%", "ffff", "0x", "255", "256"]
    ) { input in
        guard let address = NetworkAddress(host: input.text) else { return false }
        let text = address.description
        try hold(NetworkAddress(text: text) == address, "\(text) is another address")
        let host = address.bytes.count == 16 ? "[\(text)]" : text
        try hold(NetworkAddress(host: host) == address, "\(host) is another host")
        try hold((try? HostName(host.utf8)) != nil, "\(host) is no host of a URL")
        return true
    }

    private static let redaction = FuzzTarget(
        "Redaction",
        samples: [
            "https://ada:secret@host/a.mp4?token=sesame#part", "host/a b\u{202E}.mp4", "a@b?c",
            "http://ada:pa/ss@host/", "x://[::1]:80/\u{1B}[2J", "\u{FEFF}http://host/",
        ],
        words: ["://", "@", ":", "?", "#", "[", "]"]
    ) { input in
        let shown = Redaction.text(input.text)
        try holdPrintable(shown)
        try hold(!shown.contains("?") && !shown.contains("#"), "\(shown) has a query")
        try hold(!Redaction.text(shown).contains("@") || shown.contains("@"), "it invents a login")
        try holdPrintable(Redaction.printable(input.text))
        return true
    }

    /// A URL that was judged is judged the same again, and hides nothing.
    private static func holdProper(_ url: WebURL) throws {
        let text = url.text
        try hold(["http", "https"].contains(url.origin.scheme), "\(text) is not for the web")
        try hold((1...65_535).contains(url.origin.port), "\(text) has no port")
        try hold(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(text) is not plain")
        try hold(!text.utf8.contains(UInt8(ascii: "#")), "\(text) has a fragment")
        let again = try? WebURL(text)
        try hold(
            again?.text == text && again?.path == url.path && again?.origin == url.origin
                && again?.credentials == nil,
            "\(text) reads otherwise"
        )
        try hold(
            Redaction.text(text).contains(url.origin.host),
            "\(text) is shown without its host"
        )
        let parsed = URL(string: text)
        try hold(parsed?.absoluteString == text, "\(text) is parsed as another URL")
        try hold(parsed?.path() == url.path, "\(url.path) is not the path of \(text)")
        try holdSafe(FileName.safe(fromPath: url.path))
    }
}
