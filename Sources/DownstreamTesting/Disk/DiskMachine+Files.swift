internal import Downstream

extension DiskMachine {
    /// What is at a path; nil where nothing is.
    func entry(at path: String) throws(DiskRefusal) -> FileEntry? {
        do throws(DiskRefusal) {
            return try entry(of: node(at: path))
        } catch .number(.noEntry) {
            return nil
        }
    }

    /// What a node is.
    func entry(of number: Int) throws(DiskRefusal) -> FileEntry {
        guard let node = nodes[number] else { throw .number(.notOpen) }
        return FileEntry(
            kind: node.isFolder ? .directory : .regular,
            device: 1,
            inode: UInt64(number),
            links: UInt64(node.links),
            mode: node.body.mode,
            size: Int64(node.body.bytes.count)
        )
    }

    /// Makes a folder and those above it, as far as they are not there.
    mutating func makeFolders(_ path: String) throws(DiskRefusal) {
        for path in DiskPath(path).ancestry {
            guard let place = try place(path) else { continue }
            guard let there = names[place] else {
                _ = try make(at: place, isFolder: true)
                continue
            }
            guard nodes[there]?.isFolder == true else { throw .number(.notFolder) }
        }
    }

    /// Opens what is at a path.
    mutating func open(
        _ path: String,
        for use: FileUse,
        by process: Int
    ) throws(DiskRefusal) -> Int {
        let place = try place(path)
        let there = place.map { names[$0] } ?? Self.root
        let node: Int
        switch (use, there, place) {
        case (.making, .some, _): throw .number(.exists)
        case (.making, nil, let place?), (.keeping, nil, let place?):
            node = try make(at: place, isFolder: false)
        case (_, let there?, _):
            try check(there, for: use)
            node = there
        case (_, nil, _): throw .number(.noEntry)
        }
        lastOpening += 1
        let isWritable = [.making, .keeping, .cutting].contains(use)
        opens[lastOpening] = Opening(node: node, process: process, isWritable: isWritable)
        nodes[node]?.openCount += 1
        return lastOpening
    }

    private func check(_ there: Int, for use: FileUse) throws(DiskRefusal) {
        guard let node = nodes[there] else { throw .number(.noEntry) }
        let needed: UInt32 =
            switch use {
            case .making, .keeping: 0o600
            case .cutting: 0o200
            case .reading, .flushingFolder: 0o400
            }
        if node.isFolder, needed & 0o200 != 0 { throw .number(.isFolder) }
        guard node.body.mode & needed == needed else { throw .number(.denied) }
    }

    /// Gives a file another name; false where that is taken and is not to be replaced.
    mutating func move(
        _ from: String,
        to path: String,
        replaces: Bool
    ) throws(DiskRefusal) -> Bool {
        guard let old = try place(from), let node = names[old] else { throw .number(.noEntry) }
        guard let new = try place(path) else { throw .number(.exists) }
        if let taken = names[new] {
            guard replaces else { return false }
            // Two names of one file stay as they are.
            if taken == node { return true }
            if nodes[taken]?.isFolder == true { throw .number(.isFolder) }
        }
        guard mayChange(old.folder), mayChange(new.folder) else { throw .number(.denied) }
        rename(NameChange(node: node, old: old, new: new))
        return true
    }

    /// Removes a file; one that is gone already is fine.
    mutating func remove(_ path: String) throws(DiskRefusal) {
        let place: NamePlace?
        do throws(DiskRefusal) {
            place = try self.place(path)
        } catch .number(.noEntry) {
            return
        }
        guard let place else { throw .number(.isFolder) }
        guard let node = names[place] else { return }
        if nodes[node]?.isFolder == true { throw .number(.isFolder) }
        guard mayChange(place.folder) else { throw .number(.denied) }
        rename(NameChange(node: node, old: place, new: nil))
    }
}

// MARK: - Open files

extension DiskMachine {
    /// The node that is open; refused where it has been closed or its process is dead.
    func opened(_ opening: Int) throws(DiskRefusal) -> Opening {
        guard let open = opens[opening] else { throw .number(.notOpen) }
        return open
    }

    /// The node that is open for writing.
    func writable(_ opening: Int) throws(DiskRefusal) -> Int {
        let open = try opened(opening)
        guard open.isWritable else { throw .number(.notOpen) }
        return open.node
    }

    /// Closes a file, which frees its lock.
    mutating func close(_ opening: Int) {
        guard let open = opens.removeValue(forKey: opening) else { return }
        nodes[open.node]?.openCount -= 1
        if nodes[open.node]?.lockedBy == opening { nodes[open.node]?.lockedBy = nil }
    }

    /// Locks a file.
    mutating func lock(_ opening: Int) throws(DiskRefusal) -> Bool {
        let node = try opened(opening).node
        guard hasLocks else { return false }
        let holder = nodes[node]?.lockedBy ?? opening
        guard holder == opening else { throw .locked }
        nodes[node]?.lockedBy = opening
        return true
    }

    /// Reads so many bytes; fewer at the end.
    func read(_ count: Int, at offset: Int, from opening: Int) throws(DiskRefusal) -> [UInt8] {
        guard let node = nodes[try opened(opening).node] else { throw .number(.notOpen) }
        guard !node.isFolder else { throw .number(.isFolder) }
        let bytes = node.body.bytes
        let start = min(max(0, offset), bytes.count)
        return Array(bytes[start..<min(start + count, bytes.count)])
    }

    /// Writes as many bytes as there is room for and the fault lets through.
    mutating func write(
        _ bytes: [UInt8],
        at offset: Int,
        to opening: Int,
        _ fault: SimulatedDisk.Effect?
    ) throws(DiskRefusal) {
        let node = try writable(opening)
        guard !bytes.isEmpty else { return }
        let growth = offset + bytes.count - (nodes[node]?.body.bytes.count ?? 0)
        var refusal = growth > room ? ErrorNumber.full : nil
        var taken = growth > room ? max(0, bytes.count - (growth - room)) : bytes.count
        if case .short(let limit, let failure) = fault {
            taken = min(taken, max(0, limit))
            refusal = ErrorNumber(failure)
        }
        if taken > 0 {
            let part = Array(bytes.prefix(taken))
            change(node, .write(part, at: offset), isTouched: true)
        }
        if let refusal { throw .number(refusal) }
    }

    /// Cuts a file to a length, or makes it longer by zeros where there is room for them.
    mutating func cut(_ opening: Int, to length: Int) throws(DiskRefusal) {
        let node = try writable(opening)
        guard length - (nodes[node]?.body.bytes.count ?? 0) <= room else { throw .number(.full) }
        change(node, .cut(to: length), isTouched: true)
    }

    /// Changes a file, as programs see it.
    mutating func change(_ node: Int, _ kind: FileChange.Kind, isTouched: Bool) {
        let time = isTouched ? now() : nil
        nodes[node]?.change(FileChange(kind: kind, time: time))
    }

    /// Has a file, or the names in a folder, reach the disk.
    mutating func flush(
        _ opening: Int,
        _ fault: SimulatedDisk.Effect?
    ) throws(DiskRefusal) {
        let node = try opened(opening).node
        if case .lose(let failure) = fault {
            nodes[node]?.lose()
            throw .number(ErrorNumber(failure))
        }
        nodes[node]?.flush()
        if nodes[node]?.isFolder == true { flushNames(in: node) }
    }
}
