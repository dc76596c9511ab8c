internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

// Answers to who asks for a part, or gets one.
extension Question {
    /// The answer, with the range changed in one way; nil where that changes nothing.
    func misread(_ way: Misbehaviour, _ dice: inout Dice) -> Reply? {
        let size = resource.now.bytes.count
        switch way {
        case .unaskedPart where request.range == nil: return part(dice.below(size)..<size)
        case _ where request.range == nil: return nil
        case .rangeIgnored: return wantsPart ? whole : nil
        case .conditionIgnored: return !wantsPart && !asked.isEmpty ? part(asked) : nil
        case .unsatisfiedRange, .wrongUnsatisfiedRange:
            // That this is all there is can only be told from a lie where the length was told before.
            guard resource.proof != .lyingTag, way == .unsatisfiedRange || resource.tellsLength
            else { return nil }
            var reply = Reply(head: ResponseHead(status: 416, headers: fields), note: "416")
            let total = way == .unsatisfiedRange ? size : dice.below(size)
            reply.set("Content-Range", "bytes */\(total)")
            reply.set("Content-Length", "0")
            return reply
        case _ where !wantsPart || asked.isEmpty: return nil
        case .shortPart, .longPart, .wrongStart: return otherPart(way, &dice)
        case .noContentRange:
            var reply = reply
            reply.set("Content-Range", nil)
            return reply
        case .twoContentRanges:
            var reply = reply
            reply.head.headers.append(HeaderField("Content-Range", "bytes 0-0/\(size)"))
            return reply
        case .multipart:
            var reply = reply
            reply.set("Content-Type", "multipart/byteranges; boundary=b")
            return reply
        case .wrongRangeLength:
            var reply = reply
            reply.set("Content-Length", String(reply.body.count + dice.number(1...10)))
            return resource.tellsLength ? reply : nil
        case .unknownTotal:
            // A tag that lies is found out by the total alone.
            guard resource.proof != .lyingTag else { return nil }
            var reply = reply
            let (first, last) = (asked.lowerBound, asked.upperBound - 1)
            reply.set("Content-Range", "bytes \(first)-\(last)/*")
            return reply
        default: return nil
        }
    }

    /// Another part than the one that was asked for, told as what it is.
    private func otherPart(_ way: Misbehaviour, _ dice: inout Dice) -> Reply? {
        let size = resource.now.bytes.count
        switch way {
        case .shortPart where asked.count > 1:
            return part(asked.prefix(dice.number(1...asked.count - 1)))
        case .longPart where asked.upperBound < size:
            return part(asked.lowerBound..<dice.number(asked.upperBound + 1...size))
        case .wrongStart:
            let start = dice.below(size)
            let end = request.end == nil ? size : min(size, start + asked.count)
            return start == asked.lowerBound ? nil : part(start..<end)
        default: return nil
        }
    }

    /// The answer of a server that has another version of the file; nil where there is none.
    ///
    /// An older one may only come as a part of what is known: who asks for more cannot tell that it is old.
    func fromElsewhere(_ dice: inout Dice) -> Reply? {
        let first = request.end == nil ? resource.current + 1 : 0
        let others = resource.versions.indices.filter { $0 >= first && $0 != resource.current }
        guard !others.isEmpty else { return nil }
        var other = resource
        other.current = dice.pick(others)
        let question = Question(request, other, date: date)
        let ignoresCondition = request.range != nil && resource.hasRanges && dice.oneIn(2)
        return ignoresCondition && !question.asked.isEmpty
            ? question.part(question.asked) : question.reply
    }
}
