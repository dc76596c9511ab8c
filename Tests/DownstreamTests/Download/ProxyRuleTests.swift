import Downstream
import TestTraits
import Testing

@Suite("Proxies", .timeLimit(.minutes(5)))
struct ProxyRuleTests {
    @Test(arguments: [
        "http://proxy:3128", "https://proxy", "socks5h://[::1]:1080", "HTTP://user:a@b@proxy:1/",
        "socks4a://10.0.0.1:1",
    ])
    func `are taken`(url: String) {
        #expect(ProxyRule.url(url).problem == nil)
    }

    @Test(arguments: [
        "", "proxy:3128", "http://user:s3cret@[bad", "ftp://user:s3cret@h:1", "user:s3cret@h:99x",
        "http://user:s3cret@h:99x", "http://", "http://user:s3cret@", "http://a b:1",
        "http://h:0", "http://h:70000",
    ])
    func `are refused without telling what is secret`(url: String) throws {
        let problem = try #require(ProxyRule.url(url).problem)
        #expect(!problem.contains("s3cret"))
    }

    @Test(arguments: [
        (ProxyRule.direct, "http", ["http_proxy": "x"], false),
        (.url("http://p"), "http", [:], true), (.environment, "http", [:], false),
        (.environment, "http", ["http_proxy": "x"], true),
        (.environment, "http", ["HTTP_PROXY": "x"], false),
        (.environment, "https", ["http_proxy": "x"], false),
        (.environment, "https", ["HTTPS_PROXY": "x"], true),
        (.environment, "https", ["https_proxy": ""], false),
        (.environment, "http", ["ALL_PROXY": "x"], true),
        (.environment, "https", ["all_proxy": "x"], true),
    ])
    func `may apply as libcurl has it`(
        rule: ProxyRule,
        scheme: String,
        environment: [String: String],
        applies: Bool
    ) {
        #expect(rule.mayApply(toScheme: scheme, host: "host", environment: environment) == applies)
    }

    @Test(.case(54), arguments: [(ProxyRule.environment, false), (.url("http://p"), true)])
    func `are excepted by the environment from its own alone`(rule: ProxyRule, applies: Bool) {
        let environment = ["http_proxy": "x", "no_proxy": "host"]
        #expect(
            rule.mayApply(toScheme: "http", host: "host", environment: environment) == applies
        )
    }
}
