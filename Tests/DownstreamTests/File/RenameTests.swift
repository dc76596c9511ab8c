import CPlatform
import DownstreamTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("A new name that may not be taken")
struct RenameTests {
    /// The ways to it, from the best to what any file system can do.
    enum Way: CaseIterable {
        case inOneStep
        case byLinking
        case byReserving

        func rename(_ from: String, to name: String, in folder: TemporaryFolder) -> Int32 {
            let (from, to) = (folder.path(from), folder.path(name))
            return switch self {
            case .inOneStep: unsafe ds_rename_without_replacing(from, to)
            case .byLinking: unsafe ds_rename_by_linking(from, to)
            case .byReserving: unsafe ds_rename_by_reserving(from, to)
            }
        }
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("new", to: "a.part")
    }

    @Test(arguments: Way.allCases)
    func `is the only one afterwards`(way: Way) throws {
        #expect(way.rename("a.part", to: "a", in: folder) == 0)
        #expect(try folder.names == ["a"])
        #expect(folder.text("a") == "new")
    }

    @Test(arguments: Way.allCases)
    func `is refused where something has it`(way: Way) throws {
        try folder.write("old", to: "a")
        try folder.makeFolder("b")
        #expect(way.rename("a.part", to: "a", in: folder) == EEXIST)
        #expect(way.rename("a.part", to: "b", in: folder) == EEXIST)
        #expect(try folder.names == ["a", "a.part", "b"])
        #expect(folder.text("a") == "old")
        #expect(folder.text("a.part") == "new")
    }

    @Test(arguments: Way.allCases)
    func `is refused where a link has it that leads nowhere`(way: Way) throws {
        try #require(unsafe symlink("nowhere", folder.path("a")) == 0)
        #expect(way.rename("a.part", to: "a", in: folder) == EEXIST)
        #expect(folder.text("a.part") == "new")
    }

    @Test(arguments: Way.allCases)
    func `stays free where there is nothing to name`(way: Way) throws {
        #expect(way.rename("missing", to: "a", in: folder) == ENOENT)
        #expect(way.rename("a.part", to: "missing/a", in: folder) == ENOENT)
        #expect(try folder.names == ["a.part"])
    }

    @Test func `is reserved where nothing can be linked`() throws {
        // No file system links folders, and no folder takes the place of a file: so the error tells
        // that the name was reserved, and the empty folder that it was given back.
        try folder.makeFolder("folder")
        #expect(Way.byLinking.rename("folder", to: "a", in: folder) == ENOTDIR)
        #expect(try folder.names == ["a.part", "folder"])
    }
}
