internal import CLibcurl

/// Whether the peer has closed an encrypted connection as TLS demands (RFC 8446, section 6.1).
@safe
final class CurlFarewell {
    private let farewell: OpaquePointer

    /// Takes over what libcurl's connection notes it in.
    init(_ farewell: OpaquePointer) {
        unsafe self.farewell = farewell
    }

    deinit {
        unsafe ds_farewell_release(farewell)
    }

    /// Whether it was heard.
    var isHeard: Bool { unsafe ds_farewell_heard(farewell) }
}
