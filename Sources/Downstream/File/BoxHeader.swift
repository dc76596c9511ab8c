/// The header of a box in an ISO base media file (ISO/IEC 14496-12, section 4.2).
struct BoxHeader {
    /// The types that are known at the top level of a file.
    static let topLevelTypes: Set = [
        "ftyp", "styp", "moov", "moof", "mdat", "mfra", "free", "skip", "wide", "uuid", "meta",
        "udta", "sidx", "ssix", "emsg", "prft", "pdin", "pnot", "PICT", "junk",
    ]

    /// Its four characters.
    let type: String
    /// The length of the header in bytes.
    let length: Int
    /// The size of the box with its header; nil for a box that goes on to the end of the file.
    let size: Int64?

    /// The header at an offset; nil where it is cut or says what cannot be.
    init?(_ view: ByteView, at offset: Int) {
        guard let size = view.bigEndian(UInt32.self, at: offset), view.count - offset >= 8 else {
            return nil
        }
        type = String(decoding: view[offset + 4..<offset + 8], as: UTF8.self)
        switch size {
        case 0:
            length = 8
            self.size = nil
        case 1:
            guard let large = view.bigEndian(UInt64.self, at: offset + 8), large >= 16 else {
                return nil
            }
            guard let large = Int64(exactly: large) else { return nil }
            length = 16
            self.size = large
        case 8...:
            length = 8
            self.size = Int64(size)
        default:
            return nil
        }
    }
}
