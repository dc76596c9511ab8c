/// An SVG text that is being written, of what is our own, so that nothing has to be escaped.
struct SVG {
    typealias Point = (x: Double, y: Double)

    private(set) var text = ""

    /// Draws a line through points.
    mutating func line(_ kind: StaticString, _ points: [Point]) {
        let data = points.map { "\(Self.text($0.x)) \(Self.text($0.y))" }.joined(separator: "L")
        text += "<path class=\"\(kind)\" d=\"M\(data)\"/>\n"
    }

    /// Draws a disc; the pointer over it shows a title.
    mutating func dot(_ kind: StaticString, at point: Point, title: String) {
        let place = "cx=\"\(Self.text(point.x))\" cy=\"\(Self.text(point.y))\""
        text += "<circle class=\"\(kind)\" \(place) r=\"4\"><title>\(title)</title></circle>\n"
    }

    /// Writes a line of text.
    mutating func label(_ kind: StaticString, _ words: String, at point: Point) {
        let place = "x=\"\(Self.text(point.x))\" y=\"\(Self.text(point.y))\""
        text += "<text class=\"\(kind)\" \(place)>\(words)</text>\n"
    }

    /// The whole page with a style sheet, on the ground that its class `page` paints.
    func page(width: Double, height: Double, title: String, style: StaticString) -> String {
        let size = "width=\"\(Self.text(width))\" height=\"\(Self.text(height))\""
        let view = "viewBox=\"0 0 \(Self.text(width)) \(Self.text(height))\""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(view) \(size) role="img">
            <title>\(title)</title>
            <style>\(style)</style>
            <rect class="page" width="100%" height="100%"/>
            \(text)</svg>

            """
    }

    /// Tenths of a pixel are as much as anybody sees.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
