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

extension ProxyRule {
    private static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// What keeps this rule from being used, without what may be secret in it; nil if nothing does.
    package var problem: String? {
        guard case .url(let text) = self else { return nil }
        guard let end = text.firstRange(of: "://"),
            Self.schemes.contains(text[..<end.lowerBound].lowercased())
        else {
            return "the proxy's URL does not begin with http://, https:// or socks5h://"
        }
        let rest = text[end.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        do {
            // User and password are not judged: what is wrong with them the proxy says.
            let place = rest.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            _ = try WebURL("http://\(place)/")
            return nil
        } catch {
            return "the proxy's URL has no proper host and port"
        }
    }

    /// Whether a request of this scheme to this host may go through a proxy, as far as that can be
    /// known.
    package func mayApply(
        toScheme scheme: String,
        host: String,
        environment: [String: String]
    ) -> Bool {
        switch self {
        case .direct: false
        case .url: true
        case .environment:
            !ProxyExceptions(environment).contain(host)
                && ["\(scheme)_proxy", "all_proxy"].contains { name in
                    // Servers put a header "Proxy" into HTTP_PROXY: libcurl does not look at that.
                    let names = name == "http_proxy" ? [name] : [name, name.uppercased()]
                    return names.contains { environment[$0]?.isEmpty == false }
                }
        }
    }
}
