/// Text of any sort, such as a server's error page; no video begins like one.
enum TextSignature {
    /// Roots of XML documents, and the document types that announce them.
    private static let roots: [(opening: String, container: MediaContainer)] = [
        ("<!doctype html", .html), ("<html", .html), ("<!doctype svg", .svg), ("<svg", .svg),
        ("<mpd", .dash),
    ]
    /// What a page begins with that leaves its root out; a comment only if it does not end in time.
    private static let elements = [
        "<head", "<body", "<script", "<title", "<meta", "<link", "<style", "<base", "<iframe",
        "<frameset", "<noscript", "<h1", "<h2", "<h3", "<div", "<span", "<font", "<table",
        "<center", "<form", "<img", "<hr", "<br", "<p", "<a", "<b", "<pre", "<ul", "<!--",
    ]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        guard var text = TextCursor(view) else { return nil }
        let whole = text
        text.skipBlanks()
        if text.begins(with: "#extm3u") { return .hls }
        let isDeclared = text.begins(with: "<?xml")
        text.skipProlog()
        let isMarkup = text.rest.first == UInt8(ascii: "<")
        if isMarkup, let root = roots.first(where: { text.begins(with: $0.opening) }) {
            return root.container
        }
        if isDeclared { return .xml }
        if isMarkup, elements.contains(where: text.begins(with:)) { return .html }
        guard whole.isPlainText else { return nil }
        return text.isJSON ? .json : .plainText
    }
}
