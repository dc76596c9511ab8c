/// The header of an AAC frame (ISO/IEC 13818-7, section 6.2).
struct ADTSFrame {
    /// The bits that all frames of a stream share.
    let format: UInt32
    let length: Int

    init?(_ view: ByteView, at offset: Int) {
        guard let header = view.bigEndian(UInt64.self, at: offset), header >> 52 == 0xFFF,
            header >> 49 & 3 == 0, header >> 42 & 0xF < 13
        else { return nil }
        format = UInt32(truncatingIfNeeded: header >> 32) & 0xFFFF_FC00
        length = Int(header >> 21 & 0x1FFF)
        guard length >= 7 else { return nil }
    }
}
