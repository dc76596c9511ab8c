internal import CPlatform
internal import Dispatch
internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What the threads of an origin share: its routes, its record and its connections.
final class OriginServer: Sendable {
    /// What is at a path.
    enum Route: Sendable {
        case resource(LoopbackOrigin.Resource)
        /// One after the other, and the last again and again.
        case raw([LoopbackOrigin.Reply])
        /// Likewise.
        case scripts([[ScriptedTransport.Step]])
    }

    private struct State {
        var listener: ListeningSocket?
        var routes: [String: Route] = [:]
        var requests: [LoopbackOrigin.Request] = []
        var connections: Set<OriginSocket> = []
    }

    /// The most connections that are served at a time.
    private static let limit = 128

    let port: Int
    private let bell: ds_bell
    private let state: Locked<State>
    private let threads = DispatchGroup()

    init() throws(LoopbackOrigin.StartFailure) {
        let listener: ListeningSocket
        do {
            listener = try ListeningSocket()
        } catch {
            throw LoopbackOrigin.StartFailure(errno: error.errno)
        }
        _ = fcntl(listener.descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(listener.descriptor, F_SETFL, O_NONBLOCK)
        var bell = ds_bell()
        let failed = unsafe ds_bell_open(&bell)
        guard failed == 0 else { throw LoopbackOrigin.StartFailure(errno: failed) }
        self.bell = bell
        port = listener.port
        state = Locked(State(listener: listener))
    }

    var requests: [LoopbackOrigin.Request] { state.withLock { $0.requests } }

    func set(_ route: Route, at path: String) {
        state.withLock { $0.routes[path] = route }
    }

    /// What answers one request.
    enum Answer {
        case resource(LoopbackOrigin.Resource)
        case raw(LoopbackOrigin.Reply)
        case script([ScriptedTransport.Step])
    }

    /// Notes a request and gives what answers it; nil if nothing is at its path.
    func answer(to request: LoopbackOrigin.Request) -> Answer? {
        state.withLock { state in
            state.requests.append(request)
            switch state.routes[request.path] {
            case .resource(let resource): return .resource(resource)
            case .raw(let replies):
                if replies.count > 1 {
                    state.routes[request.path] = .raw(Array(replies.dropFirst()))
                }
                return replies.first.map { .raw($0) }
            case .scripts(let scripts):
                if scripts.count > 1 {
                    state.routes[request.path] = .scripts(Array(scripts.dropFirst()))
                }
                return scripts.first.map { .script($0) }
            case nil: return nil
            }
        }
    }

    /// Begins to take connections.
    func start() throws(LoopbackOrigin.StartFailure) {
        try run { $0.takeConnections() }
    }

    /// Ends all connections and threads, and waits until they have ended.
    func close() {
        let listener = state.withLock { state in
            // Under the lock, so that no descriptor is closed and given out again meanwhile.
            for connection in state.connections { connection.shut() }
            return state.listener.take()
        }
        if listener != nil { ds_bell_ring(bell) }
        threads.wait()
        // Only the first call gets the listener, and only now does nobody ring any more.
        if listener != nil { ds_bell_close(bell) }
    }

    private func run(
        _ body: @escaping @Sendable (OriginServer) -> Void
    ) throws(LoopbackOrigin.StartFailure) {
        threads.enter()
        do throws(LoopbackOrigin.StartFailure) {
            try OriginThread.start { [self] in
                body(self)
                threads.leave()
            }
        } catch {
            threads.leave()
            throw error
        }
    }
}

// MARK: - On the threads

extension OriginServer {
    private func takeConnections() {
        while let (listener, hasRoom) = listening() {
            var entries = [
                pollfd(fd: bell.wait, events: Int16(POLLIN), revents: 0),
                // A negative descriptor is not looked at.
                pollfd(fd: hasRoom ? listener.descriptor : -1, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&entries, 2, -1)
            ds_bell_hush(bell)
            guard entries[1].revents != 0 else { continue }
            do throws(LoopbackOrigin.StartFailure) {
                if let connection = try OriginSocket.accept(from: listener.descriptor) {
                    serve(connection)
                }
            } catch {
                // The connection stays ready to be taken, so asking again at once would spin.
                _ = unsafe poll(&entries, 1, 100)
            }
        }
    }

    /// The listener, and whether one more connection may be taken; nil once it is closed.
    private func listening() -> (listener: ListeningSocket, hasRoom: Bool)? {
        state.withLock { state in
            state.listener.map { ($0, state.connections.count < Self.limit) }
        }
    }

    private func serve(_ connection: OriginSocket) {
        let isOpen = state.withLock { state in
            guard state.listener != nil else { return false }
            state.connections.insert(connection)
            return true
        }
        guard isOpen else { return connection.close() }
        do throws(LoopbackOrigin.StartFailure) {
            try run { server in
                OriginConnection(connection, server).serve()
                server.end(connection)
            }
        } catch {
            end(connection)
        }
    }

    private func end(_ connection: OriginSocket) {
        state.withLock { state in
            state.connections.remove(connection)
            connection.close()
        }
        ds_bell_ring(bell)
    }
}
