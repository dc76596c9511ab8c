internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Lines from a descriptor, as they come and never ahead.
struct LineReader {
    /// One line of the input, by its number from 1.
    enum Line: Equatable {
        case text(String)
        /// Longer than any URL may be, or not UTF-8.
        case unreadable(problem: String)
    }

    private static let piece = 16 * 1024

    private let descriptor: Int32
    /// The most bytes of a line.
    private let longest: Int
    private let interruption: Interruption?
    private var buffer: [UInt8] = []
    private var head = 0
    /// Whether what was read of the next line is more than a line may have.
    private var isTooLong = false
    private var hasEnded = false
    private var wasInterrupted = false
    /// Whether the last line has been given, and no signal was the reason.
    private(set) var hasReadAll = false
    /// The number of the line that came last.
    private(set) var number = 0

    /// A reader of an open descriptor, which stops at a signal.
    init(_ descriptor: Int32, longest: Int = 64 * 1024, interruption: Interruption?) {
        self.descriptor = descriptor
        self.longest = longest
        self.interruption = interruption
    }

    /// Waits for the next line; nil at the end, and after a signal.
    mutating func next() throws(InputProblem) -> Line? {
        while true {
            if let line = buffered() { return line }
            guard !hasEnded else { return nil }
            try fill()
        }
    }

    /// The next line, if all of it has been read already.
    mutating func buffered() -> Line? {
        if let end = buffer[head...].firstIndex(of: 0x0A) {
            defer { head = end + 1 }
            return line(buffer[head..<end])
        }
        if hasEnded, head < buffer.count || isTooLong {
            defer { head = buffer.count }
            return line(buffer[head...])
        }
        if hasEnded { hasReadAll = !wasInterrupted }
        return nil
    }

    private mutating func line(_ bytes: ArraySlice<UInt8>) -> Line {
        number += 1
        defer { isTooLong = false }
        guard !isTooLong, bytes.count <= longest else {
            return .unreadable(problem: "it is longer than \(longest / 1024) KiB")
        }
        var bytes = bytes.last == 0x0D ? bytes.dropLast() : bytes
        // A text of Windows may begin with a byte order mark.
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        // As nearly all lines are.
        if bytes.allSatisfy({ $0 < 0x80 }) { return .text(String(decoding: bytes, as: UTF8.self)) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .unreadable(problem: "it is not UTF-8")
        }
        return .text(text)
    }

    private mutating func fill() throws(InputProblem) {
        buffer.removeFirst(head)
        head = 0
        if buffer.count > longest {
            isTooLong = true
            buffer.removeAll(keepingCapacity: true)
        }
        guard waitUntilReadable() else {
            hasEnded = true
            wasInterrupted = true
            buffer.removeAll()
            return
        }
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: Self.piece))
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe read(descriptor, bytes.baseAddress?.advanced(by: start), Self.piece)
        }
        buffer.removeLast(Self.piece - max(0, count))
        if count == 0 { hasEnded = true }
        if count < 0, errno != EINTR, errno != EAGAIN { throw InputProblem(errno: errno) }
    }

    /// False if a signal came first.
    private func waitUntilReadable() -> Bool {
        var places = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            // A negative descriptor is never ready.
            pollfd(fd: interruption?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while unsafe poll(&places, nfds_t(places.count), -1) < 0 {
            // Where it cannot be waited for, reading tells why.
            guard errno == EINTR || errno == EAGAIN else { return true }
        }
        return places[1].revents == 0
    }
}

/// Why a list cannot be read on.
struct InputProblem: Error, Equatable {
    let errno: Int32

    /// What the system says of it.
    var word: String {
        let text = unsafe strerror(errno).map { unsafe String(cString: $0) }
        return text ?? "error \(errno)"
    }
}
