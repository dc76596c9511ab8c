internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

extension TransportConformance {
    /// More than sockets and transports hold on the way from a server to somebody who does not read.
    private static let most = 48 * 1024 * 1024

    /// The rows in which somebody waits.
    static let waits: [ConformanceRow] = {
        let ten = BytePattern.bytes(0..<10)
        let length = head(200, ("Content-Length", "10"))
        let large = head(200, ("Content-Length", "\(most)"))
        let zeros = Data(count: most)
        let whole: [ScriptedTransport.Step] = [.head(length), .bytes(10)]
        return [
            ConformanceRow(
                "a gate before the head",
                reading: .cancelledBeforeTheHead,
                .refused(.any)
            ) {
                [[.wait(for: $0)], whole]
            },
            ConformanceRow(
                "a gate between head and body",
                reading: .cancelledInTheBody,
                .whole(length, Data())
            ) {
                [[.head(length), .wait(for: $0)], whole]
            },
            ConformanceRow(
                "a gate in the body",
                reading: .cancelledInTheBody,
                .whole(length, ten.prefix(4))
            ) {
                [[.head(length), .bytes(4), .wait(for: $0)], whole]
            },
            ConformanceRow(
                "a body that nobody reads",
                reading: .behindAnother,
                .whole(large, zeros)
            ) {
                gate in
                [
                    [
                        .head(large), .data(zeros.dropLast()), .wait(for: gate),
                        .data(Data(count: 1)),
                    ],
                    [.head(large), .data(zeros)],
                ]
            },
        ]
    }()
}
