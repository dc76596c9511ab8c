import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite(
    "The tool, through a proxy",
    .enabled(
        if: Nginx.isInstalled
            || ProcessInfo.processInfo.environment["DOWNSTREAM_NEEDS_NGINX"] != nil,
        "nginx or openssl is not installed: apt-get install nginx openssl"
    ),
    .timeLimit(.minutes(5))
)
struct ToolProxyTests {
    private let folder: TemporaryFolder
    private let server: Nginx

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("served")
        try folder.write("through", to: "served/a")
        server = try Nginx(serving: folder.path("served"))
    }

    private func run(_ options: [String], _ variable: String) throws -> ToolProcess.Report {
        try ToolProcess.run(
            options + ["--retries", "0", "-o", "a", "http://host.invalid/a"],
            in: folder.path,
            under: "export \(variable)"
        )
    }

    private var proxy: String { "http://127.0.0.1:\(server.plainPort)" }

    @Test func `asks the one that the environment names`() throws {
        #expect(try run([], "http_proxy=\(proxy)").status == 0)
        #expect(folder.text("a") == "through")
    }

    @Test(arguments: ["no_proxy='*'", "no_proxy=host.invalid", "NO_PROXY=.invalid"])
    func `asks the one that it is told, whatever the environment excepts`(variable: String) throws {
        let report = try run(["--proxy", proxy], variable)
        #expect(report.status == 0, "\(report.errors)")
        #expect(folder.text("a") == "through")
    }
}
