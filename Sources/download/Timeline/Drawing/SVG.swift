internal import Downstream

/// An SVG text that is being written: every element it opens it closes, every text it escapes.
struct SVG {
    private(set) var text = ""

    /// Adds an element; `title` is the tooltip of it and of what is in it.
    mutating func add(
        _ name: StaticString,
        _ attributes: KeyValuePairs<String, any SVGValue> = [:],
        title: String? = nil,
        _ content: (inout SVG) -> Void = { _ in }
    ) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(value.svg)\"" }
        var inner = SVG()
        if let title { inner.add("title", text: title) }
        content(&inner)
        text += inner.text.isEmpty ? "/>\n" : ">\(inner.text)</\(name)>\n"
    }

    /// Adds an element that holds only text.
    mutating func add(
        _ name: StaticString,
        _ attributes: KeyValuePairs<String, any SVGValue> = [:],
        text: String
    ) {
        add(name, attributes) { $0.text += text.svg }
    }

    /// Adds a style sheet of our own, which needs no escaping.
    mutating func add(style: StaticString) {
        add("style") { $0.text += "\(style)" }
    }
}
