#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The authorities that a transport trusts where the caller adds some of his own.
///
/// libcurl takes one bundle, in place of its own; so the two are put together here.
enum TrustedCertificates {
    /// Where systems keep the bundle of the authorities that they trust.
    private static let places = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    /// The PEM file at `path`, and behind it the system's own bundle.
    ///
    /// - Throws: `.certificateRejected` if the file cannot be read or holds no certificate.
    static func adding(_ path: String) throws(TransportError) -> [UInt8] {
        let added: Data
        do {
            added = try FileSystem.contents(of: path, limit: 16 * 1024 * 1024)
        } catch {
            throw rejection("the certificates in \(path) cannot be read: \(error.word)")
        }
        guard added.firstRange(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
            throw rejection("\(path) holds no certificate in PEM form")
        }
        let system = places.lazy.compactMap { try? FileSystem.contents(of: $0) }.first ?? Data()
        return Array(added) + [UInt8(ascii: "\n")] + system
    }

    private static func rejection(_ problem: String) -> TransportError {
        TransportError(.certificateRejected(problem: problem))
    }
}
