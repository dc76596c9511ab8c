internal import Downstream

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

// What a test puts on the disk and finds there, without a step and without a fault. What it puts there
// is flushed, and so is everything else on the disk by then; between a crash and the reboot it can put
// nothing there.
extension SimulatedDisk {
    /// Makes a file of these bytes, with the folders above it, or replaces one.
    ///
    /// - Throws: An error where the path leads below a file, or where a folder is.
    public func write(_ data: Data, to path: String) throws {
        try arrange(path) { machine throws(DiskRefusal) in
            let folders = DiskPath(path).ancestry.dropLast()
            if let folder = folders.last { try machine.makeFolders(folder) }
            try machine.remove(path)
            guard let place = try machine.place(path) else { throw .number(.isFolder) }
            let node = try machine.make(at: place, isFolder: false)
            machine.change(node, .write(Array(data), at: 0), isTouched: true)
        }
    }

    /// Makes a folder, with those above it; one that is there is fine.
    ///
    /// - Throws: An error where the path leads below a file.
    public func makeFolder(_ path: String) throws {
        try arrange(path) { machine throws(DiskRefusal) in try machine.makeFolders(path) }
    }

    /// Gives a file a second name.
    ///
    /// - Throws: An error where there is no file, or where the name is taken.
    public func link(_ path: String, as name: String) throws {
        try arrange(name) { machine throws(DiskRefusal) in
            let node = try machine.node(at: path)
            guard machine.nodes[node]?.isFolder == false else { throw .number(.denied) }
            guard let place = try machine.place(name), machine.names[place] == nil else {
                throw .number(.exists)
            }
            machine.rename(NameChange(node: node, old: nil, new: place))
        }
    }

    /// Gives a file another name, in place of what has it.
    ///
    /// - Throws: An error where there is no file, or where the name is that of a folder.
    public func move(_ path: String, to name: String) throws {
        try arrange(name) { machine throws(DiskRefusal) in
            _ = try machine.move(path, to: name, replaces: true)
        }
    }

    /// Removes a file; one that is not there is fine.
    ///
    /// - Throws: An error where a folder is.
    public func remove(_ path: String) throws {
        try arrange(path) { machine throws(DiskRefusal) in try machine.remove(path) }
    }

    /// Sets who may read and write what is at a path.
    ///
    /// - Throws: An error where nothing is.
    public func setMode(_ mode: UInt32, of path: String) throws {
        try arrange(path) { machine throws(DiskRefusal) in
            machine.change(try machine.node(at: path), .mode(mode), isTouched: false)
        }
    }

    private func arrange(
        _ path: String,
        _ body: (inout DiskMachine) throws(DiskRefusal) -> Void
    ) throws {
        do throws(DiskRefusal) {
            try machine.withLock { machine throws(DiskRefusal) in
                // What nobody has flushed is not to be saved behind the crash.
                guard !machine.isDown else { throw .number(.broken) }
                try body(&machine)
                machine.flushAll()
            }
        } catch .number(let number) {
            throw FileProblem(errno: number.number, path: path)
        }
    }
}

extension SimulatedDisk {
    /// The bytes of a file, as programs see it; nil where there is no file.
    public func contents(_ path: String) -> Data? {
        machine.withLock { machine in
            guard let number = try? machine.node(at: path), let node = machine.nodes[number],
                !node.isFolder
            else { return nil }
            return Data(node.body.bytes)
        }
    }

    /// The names in a folder, in order; none where there is no folder.
    public func names(in folder: String) -> [String] {
        machine.withLock { machine in
            (try? machine.node(at: folder)).map { machine.names.names(in: $0) } ?? []
        }
    }

    /// Who may read and write what is at a path; nil where nothing is.
    public func mode(of path: String) -> UInt32? {
        machine.withLock { machine in
            (try? machine.node(at: path)).flatMap { machine.nodes[$0]?.body.mode }
        }
    }
}
