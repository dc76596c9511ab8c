/// The text of a URL and what a judgement of it has found: judged once, however often it is needed.
package final class JudgedURL: Sendable {
    /// What the caller gave.
    package let text: String
    private let judgement: Result<WebURL, DownloadError.Reason>

    /// Judges a text.
    package init(_ text: String) {
        self.text = text
        judgement = Result { () throws(DownloadError.Reason) in try WebURL(text) }
    }

    /// The URL.
    ///
    /// - Throws: What is wrong with the text.
    package func get() throws(DownloadError.Reason) -> WebURL {
        try judgement.get()
    }
}
