extension MediaContainer {
    /// How many bytes from the beginning of a file are looked at.
    package static let signatureLength = 4096

    /// Text comes before what is known by its structure alone: it may spell a structure by chance,
    /// but a structure has bytes that no text has.
    private static let recognisers: [@Sendable (ByteView) -> MediaContainer?] = [
        FixedSignature.container,
        TextSignature.container,
        BoxSignature.container,
        EBMLSignature.container,
        OggSignature.container,
        StreamSignature.container,
        AudioSignature.container,
        BitmapSignature.container,
        MXFSignature.container,
    ]

    /// What a file is that begins with these bytes; nil where that is not known.
    ///
    /// The bytes are the first 4096 of the file, or all of a shorter one: fewer may be ambiguous.
    package init?(firstBytes: [UInt8]) {
        let isLonger = firstBytes.count > Self.signatureLength
        let view = ByteView(isLonger ? Array(firstBytes.prefix(Self.signatureLength)) : firstBytes)
        for recognise in Self.recognisers {
            guard let container = recognise(view) else { continue }
            self = container
            return
        }
        return nil
    }
}
