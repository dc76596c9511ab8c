/// Name and password for HTTP basic authentication (RFC 7617).
///
/// They are sent to the origin that they were given for and to no other. They do not show in any
/// description or encoding.
public struct Credentials: Sendable, Equatable {
    /// The user's name; it cannot hold a colon.
    public var user: String
    /// The password.
    public var password: String

    /// Name and password.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing that is secret.
    public var description: String { "Credentials(…)" }
    /// Nothing that is secret.
    public var debugDescription: String { description }
    /// Nothing that is secret, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
