extension DiskMachine {
    /// More changes of names than these do not wait for a flush.
    private static let mostNames = 256

    /// What a path leads to.
    func node(at path: String) throws(DiskRefusal) -> Int {
        guard let place = try place(path) else { return Self.root }
        guard let node = names[place] else { throw .number(.noEntry) }
        return node
    }

    /// Where the last component of a path is or would be; nil for the root.
    func place(_ path: String) throws(DiskRefusal) -> NamePlace? {
        let path = DiskPath(path)
        guard let last = path.components.last else { return nil }
        var folder = Self.root
        for component in path.components.dropLast() {
            guard let next = names[NamePlace(folder: folder, name: component)] else {
                throw .number(.noEntry)
            }
            guard nodes[next]?.isFolder == true else { throw .number(.notFolder) }
            folder = next
        }
        guard last.utf8.count <= 255 else { throw .number(.nameTooLong) }
        return NamePlace(folder: folder, name: last)
    }

    /// Makes a file or a folder at a place where nothing is.
    mutating func make(at place: NamePlace, isFolder: Bool) throws(DiskRefusal) -> Int {
        guard mayChange(place.folder) else { throw .number(.denied) }
        lastNode += 1
        let mode: UInt32 = isFolder ? 0o755 : 0o644
        nodes[lastNode] = SimulatedNode(isFolder: isFolder, mode: mode, time: now())
        rename(NameChange(node: lastNode, old: nil, new: place))
        return lastNode
    }

    /// Whether names in a folder may come and go.
    func mayChange(_ folder: Int) -> Bool { (nodes[folder]?.body.mode ?? 0) & 0o200 != 0 }

    /// Changes names.
    mutating func rename(_ change: NameChange) {
        let replaced = names.apply(change)
        waitingNames.append(change)
        // A system does not wait for ever.
        if waitingNames.count > Self.mostNames {
            flushedNames.apply(waitingNames.removeFirst())
            forgetLost()
        }
        if change.old == nil { nodes[change.node]?.links += 1 }
        if change.new == nil { nodes[change.node]?.links -= 1 }
        if let replaced { nodes[replaced]?.links -= 1 }
    }

    /// Has the names in a folder reach the disk, with those that have to be there before them.
    mutating func flushNames(in folder: Int) {
        var folders: Set = [folder]
        var isFlushed: [Bool] = []
        for change in waitingNames.reversed() {
            let isMeant = folders.contains { change.touches($0) }
            isFlushed.append(isMeant)
            guard isMeant else { continue }
            if let old = change.old { folders.insert(old.folder) }
            if let new = change.new { folders.insert(new.folder) }
        }
        var rest: [NameChange] = []
        for (change, isFlushed) in zip(waitingNames, isFlushed.reversed()) {
            if isFlushed { flushedNames.apply(change) } else { rest.append(change) }
        }
        waitingNames = rest
        forgetLost()
    }

    /// Has everything reach the disk.
    mutating func flushAll() {
        for change in waitingNames { flushedNames.apply(change) }
        waitingNames = []
        for node in nodes.keys { nodes[node]?.flush() }
        forgetLost()
    }

    /// Forgets the files that nobody has open and that no crash can bring back.
    private mutating func forgetLost() {
        let waiting = Set(waitingNames.map(\.node) + flushedNames.reachable(from: Self.root))
        nodes = nodes.filter { $0.value.isUsed || waiting.contains($0.key) }
    }
}
