internal import CPlatform

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A standard stream, written at once and whole: nothing waits in a buffer of ours.
struct Output: Sendable {
    static let standard = Output(descriptor: STDOUT_FILENO, name: "standard output")
    static let error = Output(descriptor: STDERR_FILENO, name: "standard error")

    /// Fills the places of standard streams that are closed with what refuses to be written to.
    ///
    /// Otherwise a file of ours would take such a place, and get what is meant for the stream.
    static func fillPlaces() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one, as those below are taken.
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Where the text goes.
    let descriptor: Int32
    /// What a sentence calls it.
    let name: String
    /// Ends a wait for a reader who does not read; nil for a stream that is waited for.
    private var interruption: Interruption?

    /// A stream behind a descriptor.
    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// The same stream, which is not waited for after a signal.
    func interrupted(by interruption: Interruption) -> Output {
        var output = self
        output.interruption = interruption
        return output
    }

    /// Writes all of the text.
    func write(_ text: String) throws(OutputProblem) {
        try write(Array(text.utf8))
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(OutputProblem) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            try waitUntilWritable()
            // One page at most fits into a pipe that is writable; more could block.
            let count = unsafe bytes.prefix(4096).withUnsafeBytes { buffer in
                #if canImport(Glibc)
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                throw OutputProblem(errno: errno, name: name)
            }
        }
    }

    /// Writes text that nothing depends on.
    func say(_ text: String) {
        do {
            try write(text)
        } catch {
            // There is nobody left to tell that standard error is gone.
        }
    }

    private func waitUntilWritable() throws(OutputProblem) {
        var places = [
            pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
            // A negative descriptor is never ready.
            pollfd(fd: interruption?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while unsafe poll(&places, nfds_t(places.count), -1) < 0 {
            guard errno == EINTR || errno == EAGAIN else {
                throw OutputProblem(errno: errno, name: name)
            }
        }
        if places[0].revents == 0 { throw .interrupted }
    }
}
