/// Formats that begin with the same bytes in every file.
struct FixedSignature {
    private let container: MediaContainer
    private let magic: [UInt8]
    /// What the chunk after the magic and its size holds; empty where there is no such thing.
    private let form: [UInt8]

    private init(_ container: MediaContainer, _ magic: [UInt8]) {
        self.container = container
        self.magic = magic
        form = []
    }

    private init(_ container: MediaContainer, _ magic: String, form: String = "") {
        self.container = container
        self.magic = Array(magic.utf8)
        self.form = Array(form.utf8)
    }

    private static let all = [
        FixedSignature(.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        FixedSignature(.jpeg, [0xFF, 0xD8, 0xFF]),
        FixedSignature(.gif, "GIF87a"),
        FixedSignature(.gif, "GIF89a"),
        FixedSignature(.tiff, [0x49, 0x49, 0x2A, 0x00]),
        FixedSignature(.tiff, [0x49, 0x49, 0x2B, 0x00]),
        FixedSignature(.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
        FixedSignature(.tiff, [0x4D, 0x4D, 0x00, 0x2B]),
        FixedSignature(.webP, "RIFF", form: "WEBP"),
        FixedSignature(.avi, "RIFF", form: "AVI "),
        FixedSignature(.wav, "RIFF", form: "WAVE"),
        FixedSignature(.wav, "RF64", form: "WAVE"),
        FixedSignature(.wav, "BW64", form: "WAVE"),
        FixedSignature(.aiff, "FORM", form: "AIFF"),
        FixedSignature(.aiff, "FORM", form: "AIFC"),
        FixedSignature(.flv, "FLV\u{1}"),
        FixedSignature(
            .asf,
            [
                0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11,
                0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C,
            ]
        ),
        FixedSignature(.flac, "fLaC"),
        FixedSignature(.midi, "MThd\0\0\0\u{6}"),
        FixedSignature(.pdf, "%PDF-"),
        FixedSignature(.zip, "PK\u{3}\u{4}"),
        FixedSignature(.zip, "PK\u{5}\u{6}"),
        FixedSignature(.gzip, [0x1F, 0x8B, 0x08]),
    ]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        all.first { view.has($0.magic) && ($0.form.isEmpty || view.has($0.form, at: 8)) }?.container
    }
}
