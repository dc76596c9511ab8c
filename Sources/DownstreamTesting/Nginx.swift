#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A real web server on 127.0.0.1 with ports of its own: plain, and TLS with HTTP/2 by a private CA.
///
/// It serves one folder. Below `/slow/` it sends 1 MB a second; `/moved/NAME` redirects to `/NAME`.
/// `/worker` gives the number of the process that answers. A port that only forwards speaks TLS with
/// HTTP/1.1 for another server, and never says how long a body is; below `/long/` it says 2⁶³ bytes.
package final class Nginx: Sendable {
    /// Why there is no server.
    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    /// The folder that is served.
    package let root: String
    /// The port that speaks plain HTTP.
    package let plainPort: Int
    /// The port that speaks TLS.
    package let tlsPort: Int
    /// The port that forwards over TLS; without another server it answers 502.
    package let forwardingPort: Int
    /// The certificate of the private CA, in PEM.
    package let certificate: String
    private let folder: String
    private let process: ChildProcess

    /// Starts a server and returns once it accepts connections.
    ///
    /// - Parameters:
    ///   - root: The folder to serve.
    ///   - origin: The port of the server to forward to.
    /// - Throws: ``Unavailable`` if nginx or openssl is not installed, or if nginx does not start.
    package init(serving root: String, forwardingTo origin: Int = 1) throws(Unavailable) {
        self.root = root
        do {
            folder = try Self.makeFolder()
            certificate = folder + "/ca.pem"
            try Self.makeCertificates(in: folder)
            // nginx gets the listening sockets from us, so no port is ever guessed.
            let plain = try ListeningSocket()
            let tls = try ListeningSocket()
            plainPort = plain.port
            let forwarding = try ListeningSocket()
            tlsPort = tls.port
            forwardingPort = forwarding.port
            let configuration = Self.configuration(
                folder: folder,
                root: root,
                plainPort: plainPort,
                tlsPort: tlsPort,
                forwarding: (forwardingPort, to: origin)
            )
            try configuration.write(
                toFile: folder + "/nginx.conf",
                atomically: true,
                encoding: .utf8
            )
            process = try ChildProcess(
                ["nginx", "-p", folder, "-e", folder + "/error.log", "-c", "nginx.conf"],
                variables: [
                    "NGINX=" + [plain, tls, forwarding].map { "\($0.descriptor);" }.joined()
                ],
                output: folder + "/output.log"
            )
        } catch let failure as ChildProcess.StartFailure {
            throw Unavailable(
                description: "\(failure.program) is not installed: apt-get install nginx openssl"
            )
        } catch {
            throw Unavailable(description: "nginx cannot be started: \(error)")
        }
    }

    /// Whether the programs that it takes are installed.
    package static var isInstalled: Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return ["nginx", "openssl"].allSatisfy { program in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
        }
    }

    /// The address of a file.
    package func url(_ path: String) -> String { "http://127.0.0.1:\(plainPort)/\(path)" }

    /// The address of a file over TLS.
    package func tlsURL(_ path: String) -> String { "https://localhost:\(tlsPort)/\(path)" }

    deinit {
        process.signal(SIGTERM)
        _ = process.wait()
        // A folder that stays behind in the temporary one harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeFolder() throws -> String {
        let name = "downstream-nginx-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path(percentEncoded: false)
    }

    private static func makeCertificates(in folder: String) throws {
        let ca = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        ]
        let output = folder + "/openssl.log"
        let steps = [
            ca + [
                "-nodes", "-days", "2", "-subj", "/CN=Downstream test CA", "-keyout",
                folder + "/ca.key", "-out", folder + "/ca.pem",
            ],
            ca + [
                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-CA", folder + "/ca.pem", "-CAkey",
                folder + "/ca.key", "-keyout", folder + "/server.key", "-out",
                folder + "/server.pem",
            ],
        ]
        for step in steps {
            let status = try ChildProcess(step, output: output).wait().status
            guard status == 0 else {
                throw Unavailable(description: "openssl ended with status \(status)")
            }
        }
    }

    private static func configuration(
        folder: String,
        root: String,
        plainPort: Int,
        tlsPort: Int,
        forwarding: (port: Int, to: Int)
    ) -> String {
        """
        daemon off;
        pid \(folder)/nginx.pid;
        worker_processes 1;
        events { worker_connections 4096; }
        http {
            access_log off;
            sendfile on;
            tcp_nopush on;
            keepalive_requests 1000000;
            types { video/mp4 mp4; text/html html; }
            default_type application/octet-stream;
            client_body_temp_path \(folder)/body;
            proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/fastcgi;
            uwsgi_temp_path \(folder)/uwsgi;
            scgi_temp_path \(folder)/scgi;
            server {
                listen 127.0.0.1:\(plainPort);
                listen 127.0.0.1:\(tlsPort) ssl http2;
                ssl_certificate \(folder)/server.pem;
                ssl_certificate_key \(folder)/server.key;
                root \(root);
                location /slow/ { alias \(root)/; limit_rate 1m; }
                location /moved/ { rewrite ^/moved/(.*)$ /$1 redirect; }
                location /worker { return 200 $pid; }
            }
            server {
                listen 127.0.0.1:\(forwarding.port) ssl;
                ssl_certificate \(folder)/server.pem;
                ssl_certificate_key \(folder)/server.key;
                proxy_buffering off;
                chunked_transfer_encoding off;
                location / { proxy_pass http://127.0.0.1:\(forwarding.to); }
                location /long/ {
                    add_header Content-Length 9223372036854775808;
                    proxy_pass http://127.0.0.1:\(forwarding.to)/;
                }
            }
        }

        """
    }
}
