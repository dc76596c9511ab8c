internal import Downstream

/// The connections that a process has, and how many it may have.
final class Connections: Sendable {
    /// How many there may be at a time.
    struct Limits: Sendable {
        let total: Int
        let perHost: Int
        /// By the path of the file that they are for.
        let perFile: [String: Int]
    }

    /// One of them, until it is closed or nobody has it any more.
    final class Line: Sendable {
        private let connections: Connections
        private let id: Int

        fileprivate init(_ connections: Connections, _ id: Int) {
            self.connections = connections
            self.id = id
        }

        deinit {
            close()
        }

        /// Closes it; once is enough.
        func close() { connections.close(id) }
    }

    private struct Open: Sendable {
        let id: Int
        let host: String
        let path: String
    }

    private struct State {
        var open: [Open] = []
        var lastID = 0
    }

    private let state = Locked(State())
    private let limits: Limits
    private let complain: @Sendable (String) -> Void

    /// None yet.
    init(_ limits: Limits, complain: @escaping @Sendable (String) -> Void) {
        self.limits = limits
        self.complain = complain
    }

    /// How many there are.
    var count: Int { state.withLock { $0.open.count } }

    /// How many there are to a host.
    func count(to host: String) -> Int {
        state.withLock { state in state.open.count { $0.host == host } }
    }

    /// Makes one more for what is asked for.
    func open(to url: String) -> Line {
        let (host, path) = (Self.host(of: url), Site.path(of: url))
        let (id, problem) = state.withLock { state -> (Int, String?) in
            state.lastID += 1
            state.open.append(Open(id: state.lastID, host: host, path: path))
            let toHost = state.open.count { $0.host == host }
            let forFile = state.open.count { $0.path == path }
            return (state.lastID, excess(state.open.count, toHost, forFile, host, path))
        }
        if let problem { complain(problem) }
        return Line(self, id)
    }

    private func excess(
        _ all: Int,
        _ toHost: Int,
        _ forFile: Int,
        _ host: String,
        _ path: String
    ) -> String? {
        if let most = limits.perFile[path], forFile > most {
            return "\(path) has \(forFile) connections, where \(most) are allowed"
        }
        if toHost > limits.perHost {
            return "\(host) has \(toHost) connections, where \(limits.perHost) are allowed"
        }
        return all > limits.total
            ? "there are \(all) connections, where \(limits.total) are allowed" : nil
    }

    private func close(_ id: Int) {
        state.withLock { state in state.open.removeAll { $0.id == id } }
    }

    /// The host of a URL.
    static func host(of url: String) -> String {
        let parts = url.split(separator: "/", maxSplits: 2)
        return parts.count > 1 ? String(parts[1]) : ""
    }
}
