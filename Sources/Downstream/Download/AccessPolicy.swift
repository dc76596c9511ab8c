/// Which addresses a downloader may connect to.
@nonexhaustive
public enum AccessPolicy: String, Sendable, Equatable, Codable {
    /// Any address.
    case anyHost
    /// Only addresses of the public internet: none of this machine, its network or a special kind.
    ///
    /// The address that a socket is about to connect to is judged, on every hop; what a name or a
    /// notation stands for therefore makes no difference. A proxy would look names up itself: that
    /// of the environment is ignored, and an explicit one is refused.
    case publicInternet

    /// Why no connection may go to an address, as a clause; nil where it may.
    ///
    /// No address stands for a socket of another family than IPv4 and IPv6.
    package func refusal(of candidate: @autoclosure () -> NetworkAddress?) -> String? {
        switch self {
        case .anyHost: return nil
        case .publicInternet:
            guard let address = candidate() else {
                return "its address is of a kind that cannot be judged"
            }
            return address.isPublic ? nil : "\(address) is \(address.kindName)"
        }
    }
}
