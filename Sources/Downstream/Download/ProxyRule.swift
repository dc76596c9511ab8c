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
