internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The system calls of an origin on one connection; each blocks until it is done or shut.
struct OriginSocket: Hashable {
    let descriptor: Int32

    /// Takes a connection from a listener that does not block; nil if there is none after all.
    ///
    /// - Throws: If the system has no descriptor left.
    static func accept(from listener: Int32) throws(LoopbackOrigin.StartFailure) -> OriginSocket? {
        #if canImport(Glibc)
        let descriptor = Glibc.accept(listener, nil, nil)
        #elseif canImport(Musl)
        let descriptor = Musl.accept(listener, nil, nil)
        #else
        let descriptor = Darwin.accept(listener, nil, nil)
        #endif
        guard descriptor >= 0 else {
            let number = errno
            guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(number) else { return nil }
            throw LoopbackOrigin.StartFailure(errno: number)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // On Darwin a connection inherits this flag from its listener.
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
        #if canImport(Darwin)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, size)
        #endif
        return OriginSocket(descriptor: descriptor)
    }

    /// The next bytes, at most 16 KiB; empty at the end.
    func receive() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 16 * 1024) { buffer, count in
            var received = 0
            repeat {
                received = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            } while received < 0 && errno == EINTR
            count = max(0, received)
        }
    }

    /// Sends all the bytes; false if the connection does not take them.
    func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            #if canImport(Glibc)
            let count = unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, flags)
            #elseif canImport(Musl)
            let count = unsafe Musl.send(descriptor, rest.baseAddress, rest.count, flags)
            #else
            let count = unsafe Darwin.send(descriptor, rest.baseAddress, rest.count, flags)
            #endif
            if count > 0 {
                done += count
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Sends text; false if the connection does not take it.
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe send($0) }
    }

    /// Waits, or returns as soon as the connection is shut.
    func rest(_ duration: Duration) {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        _ = unsafe poll(&entry, 1, Int32(min(duration.inSeconds * 1000, 3_600_000).rounded(.up)))
    }

    /// Waits until a gate is open; false if the connection is shut or the client leaves before.
    func wait(for gate: Gate) -> Bool {
        guard let bell = GateBell() else { return false }
        let waiter = bell.ring(atOpeningOf: gate)
        defer { waiter.cancel() }
        var entries = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while unsafe poll(&entries, 2, -1) < 0, errno == EINTR {}
        return entries[0].revents != 0
    }

    /// Waits until either side closes.
    func hold() {
        while !receive().isEmpty {}
    }

    /// Has `close` reset the connection.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
    }

    /// Ends every wait on this connection, from any thread.
    func shut() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Gives the descriptor back.
    func close() {
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(descriptor)
        #else
        _ = Darwin.close(descriptor)
        #endif
    }

    /// The system's word for an error number.
    static func message(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}
