internal import CLibcurl

/// A multi handle of libcurl: connections, DNS cache and TLS sessions that transfers share.
@safe
final class CurlMulti {
    /// The fewest idle connections to keep open, over all hosts.
    private static let idleConnections = 32

    private let multi: OpaquePointer

    /// Nil where libcurl has no memory left.
    init?(_ configuration: Downloader.Configuration) {
        guard let multi = unsafe ds_multi_create() else { return nil }
        unsafe self.multi = unsafe multi
        let perHost = max(1, configuration.connectionsPerHost)
        set(DS_MULTI_MAX_HOST_CONNECTIONS, perHost)
        set(DS_MULTI_MAX_CONNECTS, max(Self.idleConnections, perHost))
        if !configuration.multiplexing { set(DS_MULTI_PIPELINING, DS_PIPE_NOTHING) }
    }

    deinit {
        unsafe ds_multi_destroy(multi)
    }

    func add(_ easy: OpaquePointer) -> Bool {
        unsafe ds_multi_add(multi, easy) == 0
    }

    func remove(_ easy: OpaquePointer) {
        _ = unsafe ds_multi_remove(multi, easy)
    }

    /// Lets libcurl do what can be done without waiting; it calls back from here.
    func perform() {
        _ = unsafe ds_multi_perform(multi)
    }

    /// Waits for libcurl's sockets and for `descriptor`.
    ///
    /// - Returns: Whether `descriptor` can be read.
    func wait(_ descriptor: Int32, milliseconds: Int32) -> Bool {
        unsafe ds_multi_wait(multi, descriptor, milliseconds)
    }

    /// Takes the next finished transfer, and libcurl's code.
    func nextFinished() -> (transfer: CurlTransfer, code: Int)? {
        var context: UnsafeMutableRawPointer?
        var code: Int32 = 0
        guard unsafe ds_multi_next_finished(multi, &context, &code), let context = unsafe context
        else { return nil }
        return (unsafe CurlTransfer.at(context), Int(code))
    }

    private func set(_ option: Int, _ value: Int) {
        _ = unsafe ds_multi_set_long(multi, Int32(option), value)
    }
}
