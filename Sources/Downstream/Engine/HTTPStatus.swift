/// HTTP status codes as people understand them (RFC 9110, section 15).
enum HTTPStatus {
    private static let names = [
        201: "Created", 202: "Accepted", 204: "No Content", 205: "Reset Content",
        300: "Multiple Choices", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
        402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
        409: "Conflict", 410: "Gone", 412: "Precondition Failed", 416: "Range Not Satisfiable",
        421: "Misdirected Request", 425: "Too Early", 429: "Too Many Requests",
        451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented",
        502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]

    /// What the server answered, and what to do about it.
    static func explanation(_ code: Int) -> (problem: String, advice: String) {
        let name = names[code].map { " \($0)" } ?? ""
        return ("the server answered \(code)\(name)", advice(code))
    }

    private static func advice(_ code: Int) -> String {
        switch code {
        case 200..<300: "this address gives no file; check it"
        case 300..<400: "check the address"
        case 401, 407: "give a user name and a password"
        case 403, 451: "you may not have it; check the address and your rights"
        case 404, 410: "check the address"
        case 408, 425, 429, 500...: "try again later"
        default: "check the address and the request"
        }
    }
}
