/// One request in a chain of redirects: where it goes and what it may carry.
///
/// A class, as it goes through many hands.
package final class Hop: Sendable {
    /// Where this request goes.
    package let url: WebURL
    /// Header fields of the caller; none on another origin than theirs.
    package let headers: [HeaderField]
    /// Name and password; none on another origin than theirs.
    package let credentials: Credentials?
    /// Whether somebody with a public address has led here.
    package let comesFromOutside: Bool

    /// The first request.
    package init(to url: WebURL, headers: [HeaderField], credentials: Credentials?) {
        self.url = url
        self.headers = headers
        self.credentials = credentials ?? url.credentials
        comesFromOutside = false
    }

    private init(
        url: WebURL,
        headers: [HeaderField],
        credentials: Credentials?,
        comesFromOutside: Bool
    ) {
        self.url = url
        self.headers = headers
        self.credentials = credentials
        self.comesFromOutside = comesFromOutside
    }

    /// The request that a `Location` asks for.
    ///
    /// What is dropped on another origin stays dropped for the rest of the chain, which comes from
    /// outside as soon as one who answers on it is there.
    ///
    /// - Parameters:
    ///   - location: The value of the field.
    ///   - peer: The address of who has sent it; nil where that is not known.
    /// - Returns: The next request.
    /// - Throws: `.redirectRefused` where it may not be followed; `.unsupportedScheme`.
    package func following(
        _ location: String,
        sentBy peer: NetworkAddress? = nil
    ) throws(DownloadError.Reason) -> Hop {
        let next: WebURL
        do {
            next = try WebURL(URLReference.resolve(location, against: url))
        } catch .unsupportedScheme(let scheme) {
            throw .redirectRefused(problem: "it leads to \(Redaction.printable(scheme)):")
        } catch .invalidURL(let problem) {
            throw .redirectRefused(problem: "its target is not a proper URL: \(problem)")
        }
        guard next.credentials == nil else {
            throw .redirectRefused(problem: "its target holds a user name")
        }
        guard url.origin.scheme == "http" || next.origin.scheme == "https" else {
            throw .redirectRefused(problem: "it leads from https down to http")
        }
        let isSameOrigin = next.origin == url.origin
        return Hop(
            url: next,
            headers: isSameOrigin ? headers : [],
            credentials: isSameOrigin ? credentials : nil,
            comesFromOutside: comesFromOutside || peer?.isPublic == true
        )
    }
}
