/// What a server, or the network on the way to it, does instead of answering as it should.
enum Misbehaviour: String, Sendable, CaseIterable {
    case drop, stall, slowHead, pauses
    case unreachable, unknownHost, connectTimeout, brokenConnection
    case busy, busyUntil, serverError, refusal
    case rangeIgnored, wrongStart, noContentRange, twoContentRanges, multipart, wrongRangeLength
    case conditionIgnored, unknownTotal, shortPart, longPart, unaskedPart, otherBackend
    case unsatisfiedRange, wrongUnsatisfiedRange, unaskedNotModified, preconditionFailed
    case redirect, redirectLoop, redirectNowhere
    case truncation, tooManyBytes, emptyBody, twoLengths, noValidator, wrongBytes

    /// How often each comes, beside the others that the answer can be changed by.
    var weight: Int {
        switch self {
        case .drop: 40
        case .stall, .pauses, .busy, .redirect, .truncation: 6
        // Few answers can be changed in one of these ways.
        case .otherBackend: 12
        case .conditionIgnored, .longPart, .wrongStart, .rangeIgnored, .shortPart, .noContentRange,
            .twoContentRanges, .multipart, .wrongRangeLength, .unknownTotal, .unsatisfiedRange,
            .wrongUnsatisfiedRange:
            8
        case .wrongBytes: 12
        default: 2
        }
    }

    /// All of them, in the order in which they are tried.
    static func inOrder(_ dice: inout Dice) -> some Sequence<Misbehaviour> {
        var left = allCases
        var order: [Misbehaviour] = []
        while !left.isEmpty {
            var rest = dice.below(left.reduce(0) { $0 + $1.weight })
            let index = left.firstIndex { one in
                rest -= one.weight
                return rest < 0
            }
            order.append(left.remove(at: index ?? 0))
        }
        return order
    }
}
