/// ISO base media files and their ancestor QuickTime (ISO/IEC 14496-12).
enum BoxSignature {
    private static let fillers: Set = ["free", "skip", "wide", "pnot", "PICT", "junk"]
    private static let segments: Set = ["styp", "moof", "sidx", "ssix", "emsg", "prft"]
    private static let indexParts: Set = [
        "mvhd", "cmov", "rmra", "trak", "udta", "iods", "prfl", "clip", "meta", "free",
    ]
    private static let brands: [String: MediaContainer] = [
        "qt  ": .quickTime,
        "M4V ": .m4v, "M4VH": .m4v, "M4VP": .m4v,
        "M4A ": .m4a, "M4B ": .m4a, "M4P ": .m4a, "F4A ": .m4a, "F4B ": .m4a,
        "avif": .avif, "avis": .avif,
        "heic": .heic, "heix": .heic, "heim": .heic, "heis": .heic,
        "hevc": .heic, "hevx": .heic, "hevm": .heic, "hevs": .heic,
        "isom": .mp4, "iso2": .mp4, "iso3": .mp4, "iso4": .mp4, "iso5": .mp4, "iso6": .mp4,
        "iso7": .mp4, "iso8": .mp4, "iso9": .mp4, "isoa": .mp4, "isob": .mp4, "isoc": .mp4,
        "mp41": .mp4, "mp42": .mp4, "mp71": .mp4, "avc1": .mp4, "hvc1": .mp4, "av01": .mp4,
        "dash": .mp4, "msdh": .mp4, "msix": .mp4, "cmfc": .mp4, "cmf2": .mp4, "f4v ": .mp4,
        "F4V ": .mp4, "F4P ": .mp4, "MSNV": .mp4, "XAVC": .mp4, "mmp4": .mp4, "NDSC": .mp4,
    ]
    /// Brands of pictures in any coding: the compatible ones say in which.
    private static let pictures: Set = ["mif1", "mif2", "msf1", "miaf"]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        // Every type that counts here is four letters or digits, which few other files have there.
        guard view.count >= 8, view[4..<8].allSatisfy(\.isAlphanumeric) else { return nil }
        var offset = 0
        while let box = BoxHeader(view, at: offset) {
            switch box.type {
            case "ftyp":
                return branded(view, box, at: offset)
            case _ where segments.contains(box.type):
                return .mp4
            case "mdat":
                return isFollowedByBox(view, box, at: offset) ? .quickTime : nil
            case "moov":
                let first = BoxHeader(view, at: offset + box.length)
                guard let first, indexParts.contains(first.type) else { return nil }
                return isFollowedByBox(view, box, at: offset) ? .quickTime : nil
            case _ where fillers.contains(box.type):
                guard let end = end(of: box, at: offset, within: view) else { return nil }
                offset = end
            default:
                return nil
            }
        }
        return nil
    }

    /// What the brands say: the major one if it is known, and else the compatible ones.
    private static func branded(
        _ view: ByteView,
        _ box: BoxHeader,
        at offset: Int
    ) -> MediaContainer? {
        guard let size = box.size, size < 65_536 else { return nil }
        let start = offset + box.length
        let end = min(offset + Int(size), view.count)
        guard let major = view.text(start, before: end) else { return nil }
        // Canon's raw pictures are none of the cases, and no videos.
        if major == "crx " { return nil }
        if let container = container(ofBrand: major) { return container }

        let compatible = stride(from: start + 8, to: end, by: 4)
            .compactMap { view.text($0, before: end) }
            .compactMap(container(ofBrand:))
        let picture = compatible.first { $0.kind == .image }
        if pictures.contains(major) { return picture ?? .heic }
        // Videos name the brands of audio as compatible, too: they do not make an audio file.
        return compatible.first { $0.kind == .video } ?? picture ?? .mp4
    }

    private static func container(ofBrand brand: String) -> MediaContainer? {
        brand.hasPrefix("3g") ? .threeGP : brands[brand]
    }

    /// Whether a known box begins where this one ends, as far as that can be seen.
    private static func isFollowedByBox(
        _ view: ByteView,
        _ box: BoxHeader,
        at offset: Int
    ) -> Bool {
        guard let end = end(of: box, at: offset, within: view), view.count - end >= 8 else {
            return true
        }
        guard let next = BoxHeader(view, at: end) else { return false }
        return BoxHeader.topLevelTypes.contains(next.type)
    }

    private static func end(of box: BoxHeader, at offset: Int, within view: ByteView) -> Int? {
        guard let size = box.size, size <= Int64(view.count - offset) else { return nil }
        return offset + Int(size)
    }
}

extension ByteView {
    /// Four characters, which end before a limit.
    fileprivate func text(_ offset: Int, before limit: Int) -> String? {
        guard offset + 4 <= limit, offset + 4 <= count else { return nil }
        return String(decoding: self[offset..<offset + 4], as: UTF8.self)
    }
}
