internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One event as one line of JSON: what the library encodes, with the number of the download, and
/// with a count in place of a chunk's bytes.
struct EventLine: Encodable {
    private enum CodingKeys: String, CodingKey {
        case event, download, offset, count
    }

    let event: DownloadEvent
    /// Which of the URLs it is about, from 1.
    let download: Int

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(download, forKey: .download)
        switch event {
        case .chunk(let chunk):
            try container.encode("chunk", forKey: .event)
            try container.encode(chunk.offset, forKey: .offset)
            try container.encode(chunk.bytes.count, forKey: .count)
        case .started, .progress, .completed, .failed:
            try event.encode(to: encoder)
        }
    }

    /// The line with its end.
    func text() throws(OutputProblem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw .notEncodable
        }
    }
}
