/// What a server, or the network on the way to it, does instead of answering as it should.
enum Misbehaviour: String, Sendable, CaseIterable {
    case drop, stall, slowHead, pauses
    case unreachable, unknownHost, connectTimeout, brokenConnection
    case busy, busyUntil, serverError, refusal
    case rangeIgnored, wrongStart, noContentRange, twoContentRanges, multipart, wrongRangeLength
    case conditionIgnored, unknownTotal, shortPart, unaskedPart
    case unsatisfiedRange, wrongUnsatisfiedRange, unaskedNotModified, preconditionFailed
    case redirect, redirectLoop, redirectNowhere
    case truncation, tooManyBytes, emptyBody, twoLengths, noValidator, wrongBytes

    /// How often each comes, beside the others.
    var weight: Int {
        switch self {
        case .drop: 30
        case .stall, .pauses, .busy, .redirect: 6
        case .conditionIgnored, .wrongStart, .rangeIgnored, .shortPart, .truncation: 6
        case .wrongBytes: 12
        default: 2
        }
    }

    private static let total = allCases.reduce(0) { $0 + $1.weight }

    /// One of them.
    init(_ dice: inout Dice) {
        var rest = dice.below(Self.total)
        for one in Self.allCases {
            if rest < one.weight {
                self = one
                return
            }
            rest -= one.weight
        }
        self = .drop
    }
}
