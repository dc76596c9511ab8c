internal import DownstreamTesting

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

/// An nginx on 127.0.0.1 that sends each connection only so many bytes a second.
final class SteadyServer: Sendable {
    private let port: Int
    private let folder: String
    private let process: ChildProcess

    /// Starts it for the files of a folder; it runs until ``stop()``.
    init(serving root: String) throws {
        let name = "downstream-steady-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false) + name
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let socket = try ListeningSocket()
        let configuration = Self.configuration(folder: folder, root: root, port: socket.port)
        try Data(configuration.utf8).write(to: URL(filePath: folder + "/nginx.conf"))
        process = try withExtendedLifetime(socket) {
            try ChildProcess(
                ["nginx", "-p", folder, "-e", folder + "/error.log", "-c", "nginx.conf"],
                variables: ["NGINX=\(socket.descriptor);"],
                output: folder + "/output.log"
            )
        }
        port = socket.port
        self.folder = folder
    }

    /// The address of a file at a rate as nginx writes it, `40k` or `20m`.
    func url(_ path: String, rate: String) -> String {
        "http://127.0.0.1:\(port)/\(rate)/\(path)"
    }

    /// Ends it; to be called once.
    func stop() {
        process.signal(SIGTERM)
        _ = process.wait()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func configuration(folder: String, root: String, port: Int) -> String {
        """
        daemon off;
        pid \(folder)/nginx.pid;
        worker_processes 1;
        worker_rlimit_nofile 8192;
        events { worker_connections 4096; }
        http {
            access_log off;
            sendfile on;
            client_body_temp_path \(folder)/body;
            proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/fastcgi;
            uwsgi_temp_path \(folder)/uwsgi;
            scgi_temp_path \(folder)/scgi;
            server {
                listen 127.0.0.1:\(port);
                location ~ ^/(\\d+[km])/(.+)$ { alias \(root)/$2; limit_rate $1; }
            }
        }

        """
    }
}
