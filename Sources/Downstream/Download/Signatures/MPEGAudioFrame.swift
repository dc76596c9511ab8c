/// The header of an MPEG audio frame (ISO/IEC 11172-3, section 2.4.2.3; 13818-3).
struct MPEGAudioFrame {
    /// Kilobits per second by layer, in the order of their numbers in the header.
    private static let rates = [
        1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    ]
    /// The same at the lower frequencies of MPEG-2 and MPEG-2.5.
    private static let lowRates = [
        1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        3: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ]
    private static let frequencies = [44_100, 48_000, 32_000]
    /// What the frequencies are divided by in a version; one of the four numbers is reserved.
    private static let divisors = [0: 4, 2: 2, 3: 1]

    /// The bits that all frames of a stream share: version, layer and frequency.
    let format: UInt32
    let length: Int

    init?(_ view: ByteView, at offset: Int) {
        guard let header = view.bigEndian(UInt32.self, at: offset), header >> 21 == 0x7FF else {
            return nil
        }
        let version = Int(header >> 19 & 3)
        let layer = 4 - Int(header >> 17 & 3)
        let rate = Int(header >> 12 & 0xF) - 1
        let frequency = Int(header >> 10 & 3)
        guard let divisor = Self.divisors[version],
            let rates = (divisor == 1 ? Self.rates : Self.lowRates)[layer],
            rates.indices.contains(rate), Self.frequencies.indices.contains(frequency)
        else { return nil }

        let perSecond = Self.frequencies[frequency] / divisor
        let padding = Int(header >> 9 & 1)
        format = header & 0xFFFE_0C00
        length =
            switch layer {
            case 1: (12_000 * rates[rate] / perSecond + padding) * 4
            case 3 where divisor > 1: 72_000 * rates[rate] / perSecond + padding
            default: 144_000 * rates[rate] / perSecond + padding
            }
    }
}
