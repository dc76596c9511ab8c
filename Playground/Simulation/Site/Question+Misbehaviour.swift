internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Question {
    /// The answer of a server, or a network, that misbehaves in a way in which it can here.
    func misbehavingReply(_ dice: inout Dice) -> Reply {
        for way in Misbehaviour.inOrder(&dice) {
            guard var reply = changed(way, &dice) else { continue }
            reply.note += " (\(way.rawValue))"
            return reply
        }
        return reply
    }

    /// The answer, changed in one way; nil where that changes nothing, or would be a lie that nobody
    /// could see through.
    private func changed(_ way: Misbehaviour, _ dice: inout Dice) -> Reply? {
        switch way {
        case .drop, .stall, .slowHead, .pauses, .unreachable, .unknownHost, .connectTimeout,
            .brokenConnection:
            return interrupted(way, &dice)
        case .busy, .busyUntil, .serverError, .refusal, .redirect, .redirectLoop, .redirectNowhere,
            .unaskedNotModified, .preconditionFailed:
            return refused(way, &dice)
        case .rangeIgnored, .wrongStart, .noContentRange, .twoContentRanges, .multipart,
            .wrongRangeLength, .conditionIgnored, .unknownTotal, .shortPart, .longPart,
            .unaskedPart, .unsatisfiedRange, .wrongUnsatisfiedRange:
            return misread(way, &dice)
        case .otherBackend: return fromElsewhere(&dice)
        case .truncation, .tooManyBytes, .emptyBody, .twoLengths, .noValidator, .wrongBytes:
            return spoilt(way, &dice)
        }
    }

    // MARK: The network

    private func interrupted(_ way: Misbehaviour, _ dice: inout Dice) -> Reply {
        var reply = reply
        switch way {
        case .unreachable:
            reply.beginning = .failure(.couldNotConnect(problem: "nobody listens"))
        case .unknownHost: reply.beginning = .failure(.hostNotFound)
        case .connectTimeout: reply.beginning = .failure(.connectTimeout)
        case .brokenConnection:
            reply.beginning = .failure(.connectionLost(problem: "the simulation broke it"))
        case .slowHead: reply.beginning = .pause(.milliseconds(dice.number(1...25_000)))
        case .pauses:
            for _ in 0..<dice.number(1...3) {
                let place = dice.below(reply.body.count + 1)
                reply.pauses.append((place, .milliseconds(dice.number(1...20_000))))
            }
            reply.pauses.sort { $0.after < $1.after }
        default:
            reply.body = reply.body.prefix(dice.below(reply.body.count + 1))
            reply.ending = way == .stall ? .stall(.seconds(60)) : .drop
        }
        return reply
    }

    // MARK: Other answers

    /// The answer to one connection too many.
    func refusal(_ dice: inout Dice) -> Reply {
        let status = dice.pick([403, 429, 503, 503])
        var reply = Reply(head: ResponseHead(status: status, length: 0), note: "\(status) (crowd)")
        if status != 403, dice.oneIn(2) {
            reply.set("Retry-After", String(dice.number(1...60)))
        }
        return reply
    }

    private func refused(_ way: Misbehaviour, _ dice: inout Dice) -> Reply? {
        let status: Int
        var fields: [HeaderField] = []
        switch way {
        case .busy, .busyUntil:
            status = dice.pick([429, 503])
            let wait = dice.number(1...90)
            let isDate = way == .busyUntil
            let text = isDate ? HTTPDateText.text(date + Int64(wait)) : String(wait)
            fields.append(HeaderField("Retry-After", text))
            // Without a date of its own, who is asked later cannot tell how late it is there.
            if !dice.oneIn(4) { fields.append(HeaderField("Date", HTTPDateText.text(date))) }
        case .serverError: status = dice.pick([500, 502, 504])
        case .refusal: status = dice.pick([401, 403, 404, 410])
        case .unaskedNotModified:
            // Where it is asked for, nobody can tell that it is not so.
            guard !isConditional else { return nil }
            status = 304
        case .preconditionFailed: status = 412
        default:
            status = dice.pick([301, 302, 303, 307, 308])
            let host = way == .redirectLoop ? "host" : dice.pick(Site.hosts)
            let path = way == .redirectNowhere ? "/nothing" : resource.path
            fields.append(HeaderField("Location", "http://\(host)\(path)"))
        }
        fields.append(HeaderField("Content-Length", "0"))
        return Reply(head: ResponseHead(status: status, headers: fields), note: "\(status)")
    }

    // MARK: Bodies

    private func spoilt(_ way: Misbehaviour, _ dice: inout Dice) -> Reply? {
        var reply = reply
        guard !reply.body.isEmpty else { return nil }
        switch way {
        case .truncation:
            // Without a length nobody can tell an end from a cut.
            guard resource.tellsLength else { return nil }
            reply.body = reply.body.prefix(dice.below(reply.body.count))
        case .tooManyBytes:
            guard resource.tellsLength else { return nil }
            reply.body += Data(repeating: 0x21, count: dice.number(1...100))
        case .emptyBody:
            reply = whole
            reply.body = Data()
            reply.set("Transfer-Encoding", nil)
            reply.set("Content-Length", "0")
        case .twoLengths:
            reply.set("Transfer-Encoding", nil)
            reply.set("Content-Length", String(reply.body.count))
            let other = String(reply.body.count + dice.number(1...9))
            reply.head.headers.append(HeaderField("Content-Length", other))
        case .noValidator where resource.now.fields.isEmpty: return nil
        case .noValidator:
            reply.set("ETag", nil)
            reply.set("Last-Modified", nil)
        case .wrongBytes:
            // Without a digest nobody can tell them from the right ones.
            guard resource.hasDigest, reply.head["Repr-Digest"] != nil else { return nil }
            var bytes = Array(reply.body)
            bytes[dice.below(bytes.count)] ^= 0x55
            reply.body = Data(bytes)
            reply.isSpoilt = true
        default: return nil
        }
        return reply
    }
}
