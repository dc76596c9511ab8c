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

/// What the simulated disk does as the real one does.
@Suite("Every disk", .timeLimit(.minutes(5)))
struct DiskTests {
    @Test(arguments: DiskTrial.Kind.allCases)
    func `makes a file once`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        let file = try trial.open("a", for: .making)
        try file.write("first")
        #expect(errorNumber { _ = try trial.open("a", for: .making) } == EEXIST)
        try file.close()
        #expect(try trial.text("a") == "first")
        #expect(try trial.names == ["a"])
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `opens what is there, and else makes it`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("0123456789", to: "a")
        try trial.write("xy", to: "a")
        #expect(try trial.text("a") == "xy23456789")
        #expect(try trial.disk.entry(at: trial.path("a"))?.mode == 0o644)
    }

    @Test(
        arguments: DiskTrial.Kind.allCases,
        [
            ("missing", .reading(throughLinks: false), ENOENT),
            ("missing", .reading(throughLinks: true), ENOENT),
            ("missing", .cutting, ENOENT), ("missing", .flushingFolder, ENOENT),
            ("missing/b", .making, ENOENT), ("missing/b", .keeping, ENOENT),
            ("a/b", .making, ENOTDIR), ("a/b", .keeping, ENOTDIR),
            ("a/b", .reading(throughLinks: false), ENOTDIR), ("a/b/c", .cutting, ENOTDIR),
            ("folder", .making, EEXIST), ("folder", .keeping, EISDIR),
            ("folder", .cutting, EISDIR), ("folder", .reading(throughLinks: false), nil),
            ("folder", .flushingFolder, nil), ("a", .cutting, nil),
            (String(repeating: "x", count: 256), .making, ENAMETOOLONG),
        ] as [(String, FileUse, Int32?)]
    )
    func `refuses what it cannot open`(
        kind: DiskTrial.Kind,
        row: (name: String, use: FileUse, number: Int32?)
    ) throws {
        let trial = try DiskTrial(kind)
        try trial.write("x", to: "a")
        try trial.disk.makeFolders(trial.path("folder"))
        let number = errorNumber { try trial.open(row.name, for: row.use).close() }
        #expect(number == row.number)
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `tells what is at a path`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("0123", to: "a")
        try trial.disk.makeFolders(trial.path("b/c"))
        let file = try #require(try trial.disk.entry(at: trial.path("a")))
        #expect(file.kind == .regular)
        #expect(file.size == 4)
        #expect(file.links == 1)
        let open = try trial.open("a")
        #expect(try open.entry() == file)
        try open.close()
        #expect(try trial.disk.entry(at: trial.path("b"))?.kind == .directory)
        #expect(try trial.disk.entry(at: trial.path("b/d")) == nil)
        #expect(try trial.disk.entry(at: trial.path("d/e")) == nil)
        #expect(errorNumber { _ = try trial.disk.entry(at: trial.path("a/b")) } == ENOTDIR)
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `makes folders, but none below a file`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("x", to: "a")
        try trial.disk.makeFolders(trial.path("b/c/d"))
        try trial.disk.makeFolders(trial.path("b/c"))
        #expect(errorNumber { try trial.disk.makeFolders(trial.path("a")) } == ENOTDIR)
        #expect(errorNumber { try trial.disk.makeFolders(trial.path("a/b")) } == ENOTDIR)
        #expect(try trial.names == ["a", "b"])
        let identity = try trial.disk.folderIdentity(trial.path("b/c"))
        #expect(try trial.disk.folderIdentity(trial.path("b/./c")) == identity)
        #expect(try trial.disk.folderIdentity(trial.path("b")) != identity)
        #expect(errorNumber { _ = try trial.disk.folderIdentity(trial.path("a")) } == ENOTDIR)
        #expect(errorNumber { _ = try trial.disk.folderIdentity(trial.path("z")) } == ENOENT)
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `removes files only, and is content where none is`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("x", to: "a")
        try trial.disk.makeFolders(trial.path("b"))
        try trial.disk.remove(trial.path("a"))
        try trial.disk.remove(trial.path("a"))
        try trial.disk.remove(trial.path("missing/a"))
        // The systems call it by different names.
        #expect([EISDIR, EPERM].contains(errorNumber { try trial.disk.remove(trial.path("b")) }))
        #expect(try trial.names == ["b"])
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `tells the room that is left and its boot`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        #expect(try #require(trial.disk.freeBytes(trial.path("."))) > 0)
        #expect(trial.disk.boot?.isEmpty == false)
        #expect(trial.disk.boot == trial.other.boot)
    }

    // MARK: Renaming

    @Test(arguments: DiskTrial.Kind.allCases)
    func `gives a file another name in place of what has it`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("new", to: "a")
        try trial.write("old", to: "b")
        try trial.disk.move(trial.path("a"), to: trial.path("b"))
        #expect(try trial.names == ["b"])
        #expect(try trial.text("b") == "new")
        try trial.disk.makeFolders(trial.path("c"))
        #expect(
            errorNumber { try trial.disk.move(trial.path("b"), to: trial.path("c")) } == EISDIR
        )
        #expect(
            errorNumber { try trial.disk.move(trial.path("a"), to: trial.path("d")) } == ENOENT
        )
        #expect(
            errorNumber { try trial.disk.move(trial.path("b"), to: trial.path("z/b")) } == ENOENT
        )
        #expect(try trial.names == ["b", "c"])
    }

    @Test(arguments: DiskTrial.Kind.allCases)
    func `gives a file no name that is taken, where that is asked`(kind: DiskTrial.Kind) throws {
        let trial = try DiskTrial(kind)
        try trial.write("new", to: "a")
        try trial.write("old", to: "b")
        #expect(try !trial.disk.moveUnlessTaken(trial.path("a"), to: trial.path("b")))
        #expect(try trial.text("b") == "old")
        #expect(try trial.disk.moveUnlessTaken(trial.path("a"), to: trial.path("c")))
        #expect(try trial.names == ["b", "c"])
        #expect(
            errorNumber {
                _ = try trial.disk.moveUnlessTaken(trial.path("a"), to: trial.path("b"))
            } == ENOENT
        )
    }
}
