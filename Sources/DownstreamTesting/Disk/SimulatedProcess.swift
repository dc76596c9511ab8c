package import Downstream

/// A process on a simulated disk.
package struct SimulatedProcess: Disk {
    let machine: Locked<DiskMachine>
    /// Which process of the disk it is, from 1.
    package let number: Int
    /// What tells its disk from others in this process.
    let disk: Int

    /// Whether it still runs: it has not been killed, and the machine has not crashed.
    package var isAlive: Bool { machine.withLock { !$0.isDown && $0.living.contains(number) } }

    package var boot: String? { machine.withLock { $0.boot } }

    package func uniqueNumber() -> UInt64 { machine.withLock { $0.uniqueNumber() } }

    package func entry(at path: String) throws(FileProblem) -> FileEntry? {
        try step(.look, path) { machine, _ throws(DiskRefusal) in try machine.entry(at: path) }
    }

    package func folderIdentity(_ path: String) throws(FileProblem) -> String {
        let node = try step(.look, path) { machine, _ throws(DiskRefusal) in
            let node = try machine.node(at: path)
            guard machine.nodes[node]?.isFolder == true else { throw .number(.notFolder) }
            return node
        }
        // What processes claim among themselves, others on the same disk do not know of.
        return "simulated \(disk), process \(number): \(node)"
    }

    package func freeBytes(_ folder: String) -> Int64? {
        try? step(.measure, folder) { machine, _ throws(DiskRefusal) in Int64(machine.room) }
    }

    package func makeFolders(_ path: String) throws(FileProblem) {
        try step(.makeFolder, path) { machine, _ throws(DiskRefusal) in
            try machine.makeFolders(path)
        }
    }

    package func open(_ path: String, for use: FileUse) throws(FileProblem) -> any OpenFile {
        let number = number
        let operation = use == .making ? SimulatedDisk.Operation.make : .open
        let opening = try step(operation, path) { machine, _ throws(DiskRefusal) in
            try machine.open(path, for: use, by: number)
        }
        return SimulatedFile(process: self, opening: opening, path: path)
    }

    package func move(_ from: String, to path: String) throws(FileProblem) {
        _ = try step(.move, from, path) { machine, _ throws(DiskRefusal) in
            try machine.move(from, to: path, replaces: true)
        }
    }

    package func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        try step(.move, from, path, " unless taken") { machine, _ throws(DiskRefusal) in
            try machine.move(from, to: path, replaces: false)
        }
    }

    package func remove(_ path: String) throws(FileProblem) {
        try step(.remove, path) { machine, _ throws(DiskRefusal) in try machine.remove(path) }
    }
}

extension SimulatedProcess {
    /// Takes a step; what refuses it names the last of the paths.
    func step<Value: Sendable>(
        _ operation: SimulatedDisk.Operation,
        _ path: String,
        _ newPath: String? = nil,
        _ detail: String = "",
        _ body: (
            inout DiskMachine, SimulatedDisk.Effect?
        ) throws(DiskRefusal) -> Value
    ) throws(FileProblem) -> Value {
        let paths = [path] + [newPath].compactMap(\.self)
        do throws(DiskRefusal) {
            return try machine.withLock { machine throws(DiskRefusal) in
                try machine.step(operation, by: number, on: paths, detail, body)
            }
        } catch {
            switch error {
            case .locked: throw FileProblem(.destinationBusy)
            case .number(let number):
                throw FileProblem(errno: number.number, path: newPath ?? path)
            }
        }
    }
}
