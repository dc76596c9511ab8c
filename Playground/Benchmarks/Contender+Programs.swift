extension Contender {
    /// Our own tool.
    static func ours(_ tool: String) -> Contender {
        Contender(name: "download") { errand in
            let trust = errand.authority.map { ["--cacert", $0] } ?? []
            return Invocation(
                arguments: [tool, "--quiet"] + trust + ["-o", errand.copy, errand.url]
            )
        }
    }

    static let curl = Contender(name: "curl") { errand in
        let trust = errand.authority.map { ["--cacert", $0] } ?? []
        return Invocation(
            arguments: ["curl", "-q", "-s"] + trust + ["-o", errand.copy, errand.url]
        )
    }

    static let wget = Contender(name: "wget") { errand in
        let trust = errand.authority.map { ["--ca-certificate=" + $0] } ?? []
        return Invocation(
            arguments: ["wget", "--no-config", "-q"] + trust + ["-O", errand.copy, errand.url]
        )
    }

    /// One connection, and no time spent on zeros before the first byte.
    static let aria2c = Contender(name: "aria2c") { errand in
        let trust = errand.authority.map { ["--ca-certificate=" + $0] } ?? []
        let place = ["-d", errand.folder, "-o", errand.name, errand.url]
        return Invocation(
            arguments: ["aria2c", "--no-conf", "-q", "-x1", "-s1", "--file-allocation=none"]
                + trust + place
        )
    }

    /// The loop that this project comes from.
    static func aiohttp(_ python: String, script: String) -> Contender {
        Contender(name: "aiohttp") { errand in
            Invocation(
                arguments: [python, script, errand.url, errand.copy]
                    + [errand.authority].compactMap(\.self)
            )
        }
    }

    /// Foundation's, by a data delegate or by a download task; on Linux it trusts whom the system trusts.
    static func urlSession(_ program: String, mode: String) -> Contender {
        Contender(name: "URLSession \(mode)") { errand in
            guard errand.authority == nil else { return nil }
            return Invocation(
                arguments: [program, mode, errand.url, errand.copy],
                // On one file system, so that its last move is a renaming and no copy.
                variables: ["TMPDIR=" + errand.folder]
            )
        }
    }

    /// What the machine allows: bytes received and written, and nothing else.
    static func floor(_ program: String) -> Contender {
        Contender(name: "recv + pwrite") { errand in
            guard errand.authority == nil else { return nil }
            return Invocation(arguments: [program, errand.url, errand.copy])
        }
    }
}
