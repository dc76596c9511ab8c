internal import CLibcurl

/// One transfer as the loop holds it: the handle, what it points to, and where its bytes go.
///
/// It lives on the loop's thread only; libcurl's callbacks reach it through its address, which holds
/// from its making until the loop has taken the handle out.
@safe
final class CurlTransfer {
    /// The transfers that have put something into their mailboxes and so have to be flushed.
    final class Touched {
        var transfers: [CurlTransfer] = []
    }

    /// What lies in the mailbox that no flush has been due for.
    private enum Unflushed {
        case nothing, head, bytes
    }

    let mailbox: CurlMailbox
    private let handle: CurlHandle
    private let touched: Touched
    private var unflushed = Unflushed.nothing
    private var pace = HandoverPace()
    private var stall: StallWatch
    /// Whether the mailbox is full.
    private var isPaused = false
    private var parser: HeadParser
    private let accessPolicy: AccessPolicy
    private var peer: String?
    /// What has to be heard where only the close of the connection tells that the body is whole.
    private var farewell: CurlFarewell?
    private var problem: DownloadError.Reason?

    init(
        _ request: TransportRequest,
        _ mailbox: CurlMailbox,
        on handle: CurlHandle,
        bufferSize: Int,
        touched: Touched
    ) {
        self.mailbox = mailbox
        self.handle = handle
        self.touched = touched
        accessPolicy = request.accessPolicy
        stall = StallWatch(limit: request.stallTimeout)
        parser = HeadParser(limit: request.headLimit)
        handle.set(request, bufferSize: bufferSize)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe handle.setCallbacks(context, body: Self.receiveBody, head: Self.receiveHead)
        unsafe handle.setAdmission(
            ds_admission(
                admit: Self.admitSocket,
                meet: Self.admitPeer,
                context: context,
                refused_socket: 0
            )
        )
    }

    /// The transfer at an address that libcurl knows.
    static func at(_ context: UnsafeMutableRawPointer) -> CurlTransfer {
        unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// The handle, which the loop uses again.
    var reusable: CurlHandle { handle }

    /// Goes on, as the mailbox has room again; libcurl may call back before this returns.
    func resume() {
        isPaused = false
        stall.note()
        handle.resume()
    }

    /// Whether nothing has come for longer than the request allows.
    func isStalled(at now: Duration) -> Bool {
        if isPaused { stall.note() }
        return stall.isStalled(at: now)
    }

    /// Hands over what was collected.
    ///
    /// - Returns: Whether all of it can be had now; false where that has to wait for its time.
    func flush(at now: Duration) -> Bool {
        guard unflushed != .nothing else { return true }
        // A head goes at once, and leaves their pace to the bytes.
        let isDue = unflushed == .head || pace.isDue(at: now)
        mailbox.flush(isDue: isDue)
        if isDue { unflushed = .nothing }
        return isDue
    }

    /// Tells the consumer how the transfer ended.
    func finish(code: Int) {
        unflushed = .nothing
        let timings = handle.timings
        if code == 0, farewell?.isHeard == false {
            let problem = "the encrypted connection was cut"
            mailbox.finish(.failure(TransportError(.connectionLost(problem: problem))), timings)
        } else if code == 0 {
            mailbox.finish(.end, timings)
        } else if let problem {
            mailbox.finish(.failure(TransportError(problem, libraryCode: code)), timings)
        } else {
            mailbox.finish(.failure(handle.failure(code: code)), timings)
        }
    }

    private static let receiveBody: ds_receive = { bytes, size, count, context in
        guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
        let transfer = unsafe at(context)
        let received = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        return unsafe transfer.collect(received.bytes) ? size * count : Int(DS_WRITE_PAUSE)
    }

    private static let receiveHead: ds_receive = { bytes, size, count, context in
        guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
        let transfer = unsafe at(context)
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        return unsafe transfer.readHead(line.assumingMemoryBound(to: UInt8.self).span)
            ? size * count : 0
    }

    private static let admitSocket:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafeRawPointer?, UInt32
        ) -> Bool = { context, address, length in
            guard let context = unsafe context else { return false }
            let transfer = unsafe at(context)
            let bytes = unsafe UnsafeRawBufferPointer(start: address, count: Int(length))
            return transfer.admits(unsafe NetworkAddress(bytes))
        }

    private static let admitPeer:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafePointer<CChar>?
        ) -> Bool = { context, address in
            guard let context = unsafe context else { return false }
            let transfer = unsafe at(context)
            transfer.peer = unsafe address.map { unsafe String(cString: $0) }
            transfer.stall.note()
            return transfer.admits(transfer.peer.flatMap(NetworkAddress.init(text:)))
        }

    private func admits(_ address: @autoclosure () -> NetworkAddress?) -> Bool {
        guard let refusal = accessPolicy.refusal(of: address()) else {
            // Of several addresses one may be refused and the next be right.
            problem = nil
            return true
        }
        // What libcurl makes of it, "could not connect", would hide why.
        problem = .accessRefused(problem: refusal)
        return false
    }

    private func collect(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount > 0 else { return true }
        stall.note()
        guard mailbox.collect(bytes) else {
            isPaused = true
            return false
        }
        touch(.bytes)
        return true
    }

    private func touch(_ content: Unflushed) {
        if unflushed == .nothing { touched.transfers.append(self) }
        unflushed = content
    }

    /// False ends the transfer.
    private func readHead(_ line: Span<UInt8>) -> Bool {
        stall.note()
        do {
            if let head = try parser.line(line) {
                farewell = head.endsWithConnection ? handle.expectFarewell() : nil
                mailbox.put(head, from: peer)
                touch(.head)
            }
            return true
        } catch {
            problem = error
            return false
        }
    }
}
