internal import CLibcurl

/// An easy handle of libcurl and the memory that its options point to.
@safe
final class CurlHandle {
    private let easy: OpaquePointer
    private let sentence: UnsafeMutablePointer<CChar>
    private let admission: UnsafeMutablePointer<ds_admission>
    private var headers: OpaquePointer?

    /// What all requests of the handle have in common.
    private let configuration: Downloader.Configuration
    private let certificates: [UInt8]?

    /// Nil where libcurl has no memory left.
    init?(_ configuration: Downloader.Configuration, certificates: [UInt8]?) {
        guard let easy = unsafe ds_easy_create() else { return nil }
        unsafe self.easy = unsafe easy
        unsafe sentence = .allocate(capacity: Int(DS_ERROR_SIZE))
        unsafe admission = .allocate(capacity: 1)
        self.configuration = configuration
        self.certificates = certificates
    }

    deinit {
        unsafe ds_easy_destroy(easy)
        unsafe sentence.deallocate()
        unsafe admission.deallocate()
        unsafe ds_list_free(headers)
    }

    func add(to multi: CurlMulti) -> Bool {
        unsafe multi.add(easy)
    }

    func remove(from multi: CurlMulti) {
        unsafe multi.remove(easy)
    }

    /// Has a paused transfer go on; libcurl may call back before this returns.
    func resume() {
        _ = unsafe ds_easy_resume(easy)
    }

    // MARK: Options

    /// Forgets the request before and sets this one.
    func set(_ request: TransportRequest, bufferSize: Int) {
        // An option that stays could leak; libcurl also counts, over all requests of a handle, the
        // connections that it found closed, and fails one day.
        unsafe ds_easy_reset(easy)
        unsafe sentence.pointee = 0
        prepare()
        set(DS_OPT_BUFFER_SIZE, bufferSize)
        set(DS_OPT_URL, request.url)
        set(DS_OPT_CONNECT_TIMEOUT_MS, Self.count(request.connectTimeout.inSeconds * 1000))
        // libcurl writes the unit by itself.
        if let range = request.range { set(DS_OPT_RANGE, String(range.trimmingPrefix("bytes="))) }
        if let credentials = request.credentials {
            set(DS_OPT_AUTH, DS_AUTH_BASIC)
            set(DS_OPT_USER, credentials.user)
            set(DS_OPT_PASSWORD, credentials.password)
        }
        set(request.headers)
    }

    /// Sets what is the same for all requests.
    private func prepare() {
        _ = unsafe ds_easy_set_error_buffer(easy, sentence)
        _ = unsafe ds_easy_set_admission(easy, admission)
        set(DS_OPT_NO_SIGNAL, 1)
        set(DS_OPT_NO_PROGRESS, 1)
        // Do not wait for a name that nobody wants any more; libcurl 7.87 and newer know how.
        set(DS_OPT_QUICK_EXIT, 1)
        set(DS_OPT_PROTOCOLS, DS_PROTOCOL_HTTP | DS_PROTOCOL_HTTPS)
        set(DS_OPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(DS_OPT_HTTP09, 0)
        set(DS_OPT_PATH_AS_IS, 1)
        set(DS_OPT_HTTP_VERSION, DS_HTTP_VERSION_2_TLS)
        set(DS_OPT_PIPE_WAIT, configuration.multiplexing ? 1 : 0)
        switch configuration.proxy {
        // A proxy would look up names by itself, where no policy can see the addresses.
        case .environment:
            if configuration.accessPolicy == .publicInternet { set(DS_OPT_PROXY, "") }
        case .direct: set(DS_OPT_PROXY, "")
        case .url(let url):
            set(DS_OPT_PROXY, url)
            // What the environment excepts is excepted from the environment's own proxy.
            set(DS_OPT_NO_PROXY, "")
        }
        if let certificates { set(DS_OPT_CA_BLOB, certificates) }
    }

    /// Who is called back, and what the multi handle calls this transfer by.
    func setCallbacks(
        _ context: UnsafeMutableRawPointer,
        body: @escaping ds_receive,
        head: @escaping ds_receive
    ) {
        _ = unsafe ds_easy_set_receive(easy, Int32(DS_OPT_WRITE_FUNCTION), body)
        _ = unsafe ds_easy_set_context(easy, Int32(DS_OPT_WRITE_CONTEXT), context)
        _ = unsafe ds_easy_set_receive(easy, Int32(DS_OPT_HEADER_FUNCTION), head)
        _ = unsafe ds_easy_set_context(easy, Int32(DS_OPT_HEADER_CONTEXT), context)
        _ = unsafe ds_easy_set_context(easy, Int32(DS_OPT_CONTEXT), context)
    }

    /// Who is asked before this handle talks to an address.
    func setAdmission(_ asked: ds_admission) {
        unsafe admission.initialize(to: asked)
    }

    /// What will tell whether the encrypted connection was closed and not cut; nil where it is not
    /// encrypted, or where libcurl itself tells.
    func expectFarewell() -> CurlFarewell? {
        unsafe ds_easy_expect_farewell(easy).map { unsafe CurlFarewell($0) }
    }

    /// A time as libcurl takes it: at least one unit, and at most what fits into an `int`.
    private static func count(_ time: Double) -> Int {
        Int(min(max(time.rounded(.up), 1), Double(Int32.max)))
    }

    private func set(_ option: Int, _ value: Int) {
        _ = unsafe ds_easy_set_long(easy, Int32(option), value)
    }

    private func set(_ option: Int, _ text: String) {
        _ = unsafe text.withCString { unsafe ds_easy_set_text(easy, Int32(option), $0) }
    }

    private func set(_ option: Int, _ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { buffer in
            unsafe ds_easy_set_copied_bytes(easy, Int32(option), buffer.baseAddress, buffer.count)
        }
    }

    private func set(_ fields: [HeaderField]) {
        unsafe ds_list_free(headers)
        unsafe headers = nil
        for field in fields {
            // libcurl takes "Name:" as an order to leave the field out.
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            unsafe headers = unsafe ds_list_append(headers, line) ?? headers
        }
        _ = unsafe ds_easy_set_list(easy, Int32(DS_OPT_HEADERS), headers)
    }

    // MARK: Afterwards

    /// When the parts of the request were done.
    var timings: TransferTimings {
        let tls = time(DS_INFO_TLS_TIME)
        return TransferTimings(
            nameLookup: time(DS_INFO_NAME_TIME),
            connect: time(DS_INFO_CONNECT_TIME),
            tls: tls == .zero ? nil : tls,
            firstByte: time(DS_INFO_FIRST_BYTE_TIME),
            total: time(DS_INFO_TOTAL_TIME)
        )
    }

    private func time(_ info: Int) -> Duration {
        .microseconds(unsafe ds_easy_offset(easy, Int32(info)))
    }

    /// What a code of libcurl meant for this request.
    func failure(code: Int) -> TransportError {
        let proxyCode = unsafe ds_easy_long(easy, Int32(DS_INFO_CONNECT_CODE))
        if proxyCode >= 300 {
            return TransportError(.httpStatus(code: proxyCode), libraryCode: code)
        }
        let own = unsafe String(cString: sentence)
        let refused = unsafe admission.pointee.refused_socket
        let last = Int32(unsafe ds_easy_long(easy, Int32(DS_INFO_OS_ERROR)))
        let general = unsafe ds_easy_sentence(Int32(code)).map { unsafe String(cString: $0) }
        return CurlFailure.error(
            code: code,
            detail: own.isEmpty ? general ?? "error \(code)" : own,
            isConnected: time(DS_INFO_CONNECT_TIME) > .zero,
            osError: refused == 0 ? last : refused
        )
    }
}
