internal import Downstream

extension ResponseHead {
    /// The head as HTTP/1 sends it, with the empty line behind it.
    ///
    /// Nothing is added to it, and a version that is not 1.0 becomes 1.1.
    var rendered: String {
        "HTTP/\(httpVersion == "1.0" ? "1.0" : "1.1") \(status) \r\n"
            + headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    }
}
