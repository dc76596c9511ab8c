internal import Downstream

/// A file that a process on a simulated disk has open.
struct SimulatedFile: OpenFile {
    let process: SimulatedProcess
    let opening: Int
    let path: String

    func entry() throws(FileProblem) -> FileEntry {
        try step(.look) { machine, _ throws(DiskRefusal) in
            try machine.entry(of: machine.opened(opening).node)
        }
    }

    func lock() throws(FileProblem) -> Bool {
        try step(.lock) { machine, _ throws(DiskRefusal) in try machine.lock(opening) }
    }

    func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8] {
        try step(.read, " \(offset)+\(count)") { machine, _ throws(DiskRefusal) in
            try machine.read(count, at: Int(offset), from: opening)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem) {
        let bytes = unsafe Array(bytes)
        try step(.write, " \(offset)+\(bytes.count)") { machine, fault throws(DiskRefusal) in
            try machine.write(bytes, at: Int(offset), to: opening, fault)
        }
    }

    func cut(to length: Int64) throws(FileProblem) {
        try step(.cut, " to \(length)") { machine, _ throws(DiskRefusal) in
            try machine.cut(opening, to: Int(length))
        }
    }

    func setMode(_ mode: UInt32) throws(FileProblem) {
        try step(.setMode, " 0o\(String(mode, radix: 8))") { machine, _ throws(DiskRefusal) in
            machine.change(try machine.opened(opening).node, .mode(mode), isTouched: false)
        }
    }

    func flush() throws(FileProblem) {
        try step(.flush) { machine, fault throws(DiskRefusal) in
            try machine.flush(opening, fault)
        }
    }

    func flushData() throws(FileProblem) {
        try flush()
    }

    func settle() throws(FileProblem) {
        try step(.settle) { machine, _ throws(DiskRefusal) in _ = try machine.opened(opening) }
    }

    func close() throws(FileProblem) {
        // Whatever it says, the file is closed.
        defer { process.machine.withLock { $0.close(opening) } }
        try step(.close) { machine, _ throws(DiskRefusal) in _ = try machine.opened(opening) }
    }

    var modificationTime: Int64 {
        let time = try? step(.look) { machine, _ throws(DiskRefusal) in
            try machine.nodes[machine.opened(opening).node]?.body.time
        }
        return (time ?? nil) ?? -1
    }

    func setModificationTime(_ seconds: Int64) {
        // What fails changes nothing.
        try? step(.setTime, " \(seconds)") { machine, _ throws(DiskRefusal) in
            let node = try machine.opened(opening).node
            machine.nodes[node]?.change(FileChange(kind: .touch, time: seconds * 1_000_000_000))
        }
    }

    func attribute(_ name: String, atMost limit: Int) -> [UInt8]? {
        let bytes = try? step(.getAttribute, " \(name)") { machine, _ throws(DiskRefusal) in
            try machine.nodes[machine.opened(opening).node]?.body.attributes[name]
        }
        return (bytes ?? nil).flatMap { $0.count <= limit ? $0 : nil }
    }

    func setAttribute(_ name: String, to bytes: [UInt8]) {
        // Not every disk has attributes.
        try? step(.setAttribute, " \(name)") { machine, _ throws(DiskRefusal) in
            guard machine.hasAttributes else { throw .number(.unsupported) }
            let node = try machine.opened(opening).node
            machine.change(node, .attribute(name, bytes), isTouched: false)
        }
    }

    private func step<Value: Sendable>(
        _ operation: SimulatedDisk.Operation,
        _ detail: String = "",
        _ body: (
            inout DiskMachine, SimulatedDisk.Effect?
        ) throws(DiskRefusal) -> Value
    ) throws(FileProblem) -> Value {
        try process.step(operation, path, nil, detail, body)
    }
}
