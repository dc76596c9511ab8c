/// Windows bitmaps and icons, whose first bytes are too few to be believed alone.
enum BitmapSignature {
    private static let headerSizes: Set<UInt32> = [12, 40, 52, 56, 64, 108, 124]
    private static let depths: Set<UInt16> = [0, 1, 4, 8, 16, 24, 32]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        if isBitmap(view) { return .bmp }
        return isIcon(view) ? .ico : nil
    }

    private static func isBitmap(_ view: ByteView) -> Bool {
        guard view.has("BM".utf8), let size = view.littleEndian(UInt32.self, at: 14) else {
            return false
        }
        return view.has([0, 0, 0, 0], at: 6) && headerSizes.contains(size)
    }

    /// A directory of pictures that lie behind it, as far as it can be seen.
    private static func isIcon(_ view: ByteView) -> Bool {
        guard view.has([0, 0, 1, 0]), let count = view.littleEndian(UInt16.self, at: 4),
            (1...255).contains(count), view.count >= 22
        else { return false }
        let end = 6 + 16 * Int(count)
        return stride(from: 6, to: min(end, view.count - 15), by: 16).allSatisfy { entry in
            guard let planes = view.littleEndian(UInt16.self, at: entry + 4),
                let depth = view.littleEndian(UInt16.self, at: entry + 6),
                let size = view.littleEndian(UInt32.self, at: entry + 8),
                let offset = view.littleEndian(UInt32.self, at: entry + 12)
            else { return false }
            return view[entry + 3] == 0 && planes <= 1 && depths.contains(depth) && size != 0
                && offset >= UInt32(end)
        }
    }
}
