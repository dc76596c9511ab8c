/// A name in a folder.
struct NamePlace: Sendable, Equatable {
    let folder: Int
    let name: String
}

/// One change of names, whole or not at all.
struct NameChange: Sendable {
    let node: Int
    /// The name that goes; nil where one only comes.
    let old: NamePlace?
    /// The name that comes, in place of what had it; nil where one only goes.
    let new: NamePlace?

    func touches(_ folder: Int) -> Bool { old?.folder == folder || new?.folder == folder }
}

/// Which names lead to which files and folders.
struct NameTable: Sendable {
    private var folders: [Int: [String: Int]] = [:]

    subscript(place: NamePlace) -> Int? { folders[place.folder]?[place.name] }

    /// The names in a folder, in order.
    func names(in folder: Int) -> [String] { folders[folder]?.keys.sorted() ?? [] }

    /// Makes a change, if what it changes is there.
    ///
    /// - Returns: What had the new name.
    @discardableResult
    mutating func apply(_ change: NameChange) -> Int? {
        // After a crash that lost an earlier change, a later one may have nothing to stand on.
        if let old = change.old, self[old] != change.node { return nil }
        let replaced = change.new.flatMap { self[$0] }
        if change.old == nil, replaced != nil { return nil }
        if let old = change.old { folders[old.folder]?[old.name] = nil }
        if let new = change.new { folders[new.folder, default: [:]][new.name] = change.node }
        return replaced
    }

    /// Everything that names lead to from the root, once for each name, in the order of the names.
    func reachable(from root: Int) -> [Int] {
        var found: [Int] = []
        var folders = [root]
        while let folder = folders.popLast() {
            let nodes = names(in: folder).compactMap { self[NamePlace(folder: folder, name: $0)] }
            found += nodes
            folders += nodes.filter { self.folders[$0] != nil }
        }
        return found
    }

    /// Drops the folders that nothing leads to any more.
    mutating func keep(only nodes: Set<Int>) {
        folders = folders.filter { nodes.contains($0.key) }
    }
}
