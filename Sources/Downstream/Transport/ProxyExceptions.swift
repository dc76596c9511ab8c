/// The hosts that `no_proxy` excepts from the proxy of the environment, read as libcurl reads it.
package struct ProxyExceptions {
    private let text: String

    /// The exceptions that an environment names.
    package init(_ environment: [String: String]) {
        let values = ["no_proxy", "NO_PROXY"].compactMap { environment[$0] }
        text = values.first { !$0.isEmpty } ?? ""
    }

    /// Whether the host of a URL, an IPv6 address in its brackets, is asked directly.
    package func contain(_ host: String) -> Bool {
        guard text != "*" else { return true }
        let words = text.lowercased().split { ", \t".contains($0) }
        let name = host.lowercased()
        let plain = name.hasSuffix(".") ? name.dropLast() : name[...]
        if let address = NetworkAddress(host: String(plain)) {
            return words.contains { Self.covers($0, address) }
        }
        return words.contains { Self.names($0, plain) }
    }

    /// A word that ends with a port is the name of no host: libcurl knows none there.
    private static func names(_ word: Substring, _ host: Substring) -> Bool {
        let tail = word.hasSuffix(".") ? word.dropLast() : word
        let domain = tail.hasPrefix(".") ? tail.dropFirst() : tail
        return host == domain || host.hasSuffix(".\(domain)")
    }

    /// "10.0.0.1", "10.0.0.0/8", "fd00::/8".
    private static func covers(_ word: Substring, _ address: NetworkAddress) -> Bool {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bitCount = address.bytes.count * 8
        guard let first = parts.first, let range = NetworkAddress(text: String(first)),
            range.bytes.count == address.bytes.count,
            let length = parts.count == 1 ? bitCount : Int(parts[1]), length <= bitCount
        else { return false }
        // For libcurl a range of no bits is one address.
        return address.begins(like: range, bits: length > 0 ? length : bitCount)
    }
}

extension NetworkAddress {
    /// Whether so many of the first bits are those of another address.
    fileprivate func begins(like other: NetworkAddress, bits: Int) -> Bool {
        zip(bytes, other.bytes).enumerated().allSatisfy { index, pair in
            let count = min(max(bits - index * 8, 0), 8)
            return (pair.0 ^ pair.1) >> (8 - count) == 0
        }
    }
}
