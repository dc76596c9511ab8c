/// Through which proxy requests go.
@nonexhaustive
public enum ProxyRule: Sendable, Equatable {
    /// The one that `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` name, if any.
    case environment
    /// None, whatever the environment says.
    case direct
    /// The one at this URL (`http://`, `https://`, `socks5h://`), whatever the environment says.
    case url(String)
}

extension ProxyRule: CustomStringConvertible, CustomReflectable {
    /// The rule; a URL without user and password.
    public var description: String {
        switch self {
        case .environment: "environment"
        case .direct: "direct"
        case .url(let url): Redaction.text(url)
        }
    }

    /// Nothing beside the description, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
