internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One event as one line of JSON: its name and the number of the download, then what the library
/// encodes, with a count in place of a chunk's bytes.
struct EventLine {
    /// What stands for a chunk, whose bytes are not written.
    private struct Extent: Encodable {
        let offset: Int64
        let count: Int
    }

    let event: DownloadEvent
    /// Which of the URLs it is about, from 1.
    let download: Int

    /// The line with its end.
    func text() throws(OutputProblem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let (name, payload) = nameAndPayload
        do {
            // JSON objects have no order, but a reader looks for the name first.
            let fields = String(decoding: try encoder.encode(payload), as: UTF8.self).dropFirst()
            return "{\"event\":\"\(name)\",\"download\":\(download),\(fields)\n"
        } catch {
            throw .notEncodable
        }
    }

    private var nameAndPayload: (String, any Encodable) {
        switch event {
        case .started(let attempt): ("started", attempt)
        case .chunk(let chunk):
            ("chunk", Extent(offset: chunk.offset, count: chunk.bytes.count))
        case .progress(let progress): ("progress", progress)
        case .completed(let completion): ("completed", completion)
        case .failed(let error): ("failed", error)
        }
    }
}
