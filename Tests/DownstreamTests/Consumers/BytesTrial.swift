import Downstream
import DownstreamTesting
import Foundation
import Testing

/// Reads the bytes of downloads of one file of 100 bytes, and holds them against the pattern.
struct BytesTrial {
    typealias Step = ScriptedTransport.Step

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A download of that file.
    func download(
        to destination: Destination? = nil,
        retries: Int = 0,
        existingFile: ExistingFileRule? = nil,
        verification: Verification = .default
    ) -> Download {
        Download(
            from: "http://host/a",
            to: destination ?? .file(path: folder.path("a")),
            retry: RetryPolicy(retries: retries),
            verification: verification,
            existingFile: existingFile
        )
    }

    /// The head of an answer with the whole file.
    static func whole(_ tag: String? = "\"v1\"", length: Int64 = 100) -> Step {
        var head = ResponseHead(status: 200, length: length)
        if let tag { head.headers.append(HeaderField("ETag", tag)) }
        return .head(head)
    }

    /// The head of an answer with the rest of it.
    static func rest(from offset: Int, _ tag: String = "\"v1\"", total: Int = 100) -> Step {
        let range = HeaderField("Content-Range", "bytes \(offset)-\(total - 1)/\(total)")
        return .head(ResponseHead(status: 206, headers: [range, HeaderField("ETag", tag)]))
    }

    /// Has an earlier run leave so many bytes.
    func leavePart(_ count: Int = 40, of download: Download? = nil, length: Int64 = 100)
        async throws
    {
        let network = ScriptedTransport([Self.whole(length: length), .bytes(count), .drop])
        await #expect(throws: DownloadError.self) {
            try await (download ?? self.download()).file(on: .scripted(network))
        }
    }

    /// What came, and how it ended.
    struct End {
        var data = Data()
        var error: (any Error)?

        var reason: DownloadError.Reason? { (error as? DownloadError)?.reason }
        /// Whether the whole file came, and nothing else.
        var isWhole: Bool { error == nil && isPattern && data.count == 100 }
        var isPattern: Bool { data == BytePattern.bytes(0..<Int64(data.count)) }
    }

    /// Reads to the end, and once more.
    static func read(_ bytes: DownloadBytes) async -> End {
        var end = End()
        var iterator = bytes.makeAsyncIterator()
        do {
            while let data = try await iterator.next() {
                #expect(!data.isEmpty && data.count <= 512 * 1024 && data.startIndex == 0)
                end.data += data
            }
        } catch {
            end.error = error
        }
        let after = try? await iterator.next()
        #expect(after == nil)
        return end
    }
}
