import Downstream
import DownstreamTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A disk to try something on, with a folder of its own.
struct DiskTrial {
    enum Kind: CaseIterable {
        case real
        case simulated
    }

    private enum Place {
        case real(TemporaryFolder)
        case simulated(SimulatedDisk)
    }

    private let place: Place
    /// The disk, as one process sees it.
    let disk: any Disk

    init(_ kind: Kind) throws {
        switch kind {
        case .real:
            place = .real(try TemporaryFolder())
            disk = RealDisk()
        case .simulated:
            let simulated = SimulatedDisk()
            try simulated.makeFolder("/folder")
            place = .simulated(simulated)
            disk = simulated.process()
        }
    }

    /// The disk as another process sees it.
    var other: any Disk {
        switch place {
        case .real: RealDisk()
        case .simulated(let disk): disk.process()
        }
    }

    /// The path of a name in the folder.
    func path(_ name: String) -> String {
        switch place {
        case .real(let folder): folder.path(name)
        case .simulated: "/folder/" + name
        }
    }

    var names: [String] {
        get throws {
            switch place {
            case .real(let folder): try folder.names
            case .simulated(let disk): disk.names(in: "/folder")
            }
        }
    }

    func open(_ name: String, for use: FileUse = .keeping) throws -> any OpenFile {
        try disk.open(path(name), for: use)
    }

    /// Makes a file of a text.
    func write(_ text: String, to name: String) throws {
        let file = try open(name)
        defer { try? file.close() }
        try file.write(text)
    }

    /// Gives a file a second name.
    func link(_ name: String, as second: String) throws {
        switch place {
        case .real: #expect(hardLink(path(name), path(second)) == 0)
        case .simulated(let disk): try disk.link(path(name), as: path(second))
        }
    }

    /// The text of a file.
    func text(_ name: String) throws -> String {
        let file = try open(name, for: .reading(throughLinks: false))
        defer { try? file.close() }
        return String(decoding: try file.read(1000, at: 0), as: UTF8.self)
    }
}

extension OpenFile {
    /// Writes the UTF-8 of a text.
    func write(_ text: String, at offset: Int64 = 0) throws {
        var text = text
        try text.withUTF8 { try unsafe write(UnsafeRawBufferPointer($0), at: offset) }
    }

    /// The text in a file.
    func text() throws -> String {
        String(decoding: try read(1000, at: 0), as: UTF8.self)
    }
}

/// The error number of what a body throws; nil where it throws nothing or has none.
func errorNumber(_ body: () throws -> Void) -> Int32? {
    do {
        try body()
        return nil
    } catch {
        return (error as? FileProblem)?.errno
    }
}

/// `link(2)`, which has the name of a method here.
private func hardLink(_ path: String, _ second: String) -> Int32 {
    unsafe link(path, second)
}
