internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a transport was asked for, in the one form that scripts and servers both can tell.
struct AskedRequest: Equatable {
    private let range: String?
    private let authorization: String?
    /// All other fields, but those that any transport may add.
    private let fields: [HeaderField]

    init(_ request: TransportRequest) {
        range = request.range
        authorization = request.credentials.map { login in
            "Basic \(Data("\(login.user):\(login.password)".utf8).base64EncodedString())"
        }
        fields = request.headers
    }

    init(_ request: LoopbackOrigin.Request) {
        range = request["Range"]
        authorization = request["Authorization"]
        let others = ["host", "accept", "connection", "range", "authorization"]
        fields = request.headers.filter { !others.contains($0.name.lowercased()) }
    }
}
