#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A socket that listens on 127.0.0.1, on a port that the system chose.
package final class ListeningSocket: Sendable {
    /// A socket that could not be made.
    package struct Failure: Error {
        package let errno: Int32
    }

    package let descriptor: Int32
    package let port: Int

    /// Makes a socket that children inherit; connections to its port wait from now on.
    package init() throws(Failure) {
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let opened = socket(AF_INET, kind, 0)
        guard opened >= 0 else { throw Failure(errno: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(opened, pointer, length) == 0 && listen(opened, 1024) == 0
                    && getsockname(opened, pointer, &length) == 0
            }
        }
        guard isListening else {
            let number = errno
            _ = close(opened)
            throw Failure(errno: number)
        }
        descriptor = opened
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        _ = close(descriptor)
    }
}
