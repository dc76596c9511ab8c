internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Saves one URL with Foundation's URLSession, as most programs would.
///
///     urlsession data|download URL FILE
///
/// `data` writes what a data delegate is given; `download` moves what a download task has saved. On
/// Linux it trusts the authorities of the system and no others, however it is asked.
@main
struct Peer {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let url = URL(string: arguments[2]) else { exit(2) }
        do {
            try await save(url, to: arguments[3], mode: arguments[1])
        } catch {
            FileHandle.standardError.write(Data("urlsession: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func save(_ url: URL, to path: String, mode: String) async throws {
        let (ends, end) = AsyncStream<Result<Void, any Error>>.makeStream()
        switch mode {
        case "data":
            let delegate = try DataDelegate(writingTo: path, end: end)
            session(delegate).dataTask(with: url).resume()
        case "download":
            session(DownloadDelegate(movingTo: path, end: end)).downloadTask(with: url).resume()
        default: exit(2)
        }
        for await result in ends { return try result.get() }
    }

    private static func session(_ delegate: any URLSessionDelegate) -> URLSession {
        URLSession(configuration: .ephemeral, delegate: delegate, delegateQueue: nil)
    }
}

/// A reply that is not the file.
struct WrongStatus: Error {
    /// Throws unless the reply is the whole file.
    static func check(_ response: URLResponse?) throws {
        guard (response as? HTTPURLResponse)?.statusCode == 200 else { throw WrongStatus() }
    }
}
