/// MPEG streams without a header (ISO/IEC 13818-1, and 11172-1 before it).
enum StreamSignature {
    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        if isTransportStream(view, first: 0, every: 188) { return .mpegTS }
        // Blu-ray discs and camcorders put four bytes of time before each packet.
        if isTransportStream(view, first: 4, every: 192) { return .mpegTS }
        if isProgramStream(view) { return .mpegPS }
        return isVideoStream(view) ? .mpegVideo : nil
    }

    private static func isTransportStream(
        _ view: ByteView,
        first: Int,
        every length: Int
    ) -> Bool {
        // Two packets must be there, and the third looks like one if it is.
        view[first] == 0x47 && view[first + length] == 0x47
            && view[first + 2 * length] ?? 0x47 == 0x47
    }

    /// A pack header, which MPEG-1 and MPEG-2 continue with different marker bits.
    private static func isProgramStream(_ view: ByteView) -> Bool {
        guard view.has([0x00, 0x00, 0x01, 0xBA]), let next = view[4] else { return false }
        return next & 0xC0 == 0x40 || next & 0xF1 == 0x21
    }

    /// A sequence header with a size, an aspect ratio and a frame rate that can be.
    private static func isVideoStream(_ view: ByteView) -> Bool {
        guard view.has([0x00, 0x00, 0x01, 0xB3]), let size = view.bigEndian(UInt32.self, at: 4),
            let marker = view[10]
        else { return false }
        return size >> 20 != 0 && (size >> 8) & 0xFFF != 0 && (size >> 4) & 0xF != 0
            && (1...8).contains(size & 0xF) && marker & 0x20 != 0
    }
}
