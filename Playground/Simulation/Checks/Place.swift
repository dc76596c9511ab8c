#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a destination has held, and what may be found there after a power failure.
struct Place: Sendable {
    let path: String
    /// What programs see there; nil where no file is.
    private(set) var contents: Data?
    /// Everything that may be there after a power failure, in its order.
    private var history: [Data?]
    /// Whether a file that was not flushed has got this name: after a power failure it may be torn.
    private(set) var isUncertain = false
    /// Where in the history each process has put its last file, by the numbers of the processes.
    private var published: [Int: Int] = [:]

    /// The sizes of all files that each process has put here.
    private var sizes: [Int: [Int64]] = [:]

    /// Everything that was ever here.
    private var past: [Data] = []

    /// A destination with an older file that is safe on the disk; nil for none.
    init(_ path: String, _ old: Data?) {
        self.path = path
        contents = old
        history = [old]
        if let old { past.append(old) }
    }

    /// Notes that a process has put a file here.
    mutating func takes(_ new: Data, from process: Int, isFlushed: Bool) {
        contents = new
        history.append(new)
        past.append(new)
        published[process] = history.count - 1
        sizes[process, default: []].append(Int64(new.count))
        if !isFlushed { isUncertain = true }
    }

    /// Whether a process has put a file of such a size here since the machine was started; another
    /// one may have replaced it.
    func hasHad(_ size: Int64, from process: Int) -> Bool {
        sizes[process]?.contains(size) == true
    }

    /// Whether a process has put a file here since the machine was started.
    func hasFile(from process: Int) -> Bool { sizes[process] != nil }

    /// Notes that the file which a process has put here is safe on the disk, with its name.
    mutating func isSafe(from process: Int) {
        guard let index = published[process] else { return }
        history.removeFirst(index)
        published = published.mapValues { $0 - index }.filter { $0.value >= 0 }
    }

    /// Whether this may be here after a power failure, made of what runs may have been sent; nil is
    /// anything.
    ///
    /// A file that was not flushed may have lost any of its bytes, and have older ones in their place,
    /// but none that no run to this destination was ever sent.
    func mayHold(_ found: Data?, or sources: [Data]?) -> Bool {
        if history.contains(found) { return true }
        guard isUncertain, let found else { return false }
        guard let sources else { return true }
        let all = (sources + past).map { Array($0) }
        return found.enumerated().allSatisfy { place, byte in
            byte == 0 || all.contains { place < $0.count && $0[place] == byte }
        }
    }

    /// Notes what is here after a power failure.
    mutating func isFound(_ found: Data?) {
        let past = past
        self = Place(path, found)
        self.past += past
    }

    /// Whether a file of this size was ever here.
    func hasHeld(size: Int64) -> Bool { past.contains { $0.count == size } }

    /// Whether these bytes were ever here.
    func hasHeld(_ bytes: Data) -> Bool { past.contains(bytes) }
}
