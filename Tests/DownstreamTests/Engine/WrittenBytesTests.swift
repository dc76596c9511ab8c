import DownstreamTesting
import Foundation
import Testing

@testable import Downstream

@Suite("What can be read back of a run")
struct WrittenBytesTests {
    private static let resumed = Stretch(attempt: 1, isAnew: false)
    private static let anew = Stretch(attempt: 2, isAnew: true)
    private let folder: TemporaryFolder
    private let written = WrittenBytes()

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("0123456789", to: "a.part")
    }

    private func open() {
        let path = folder.path("a.part")
        written.opens { () throws(FileProblem) in try ReadableFile(path) }
        written.reaches(10)
    }

    private func text(_ range: Range<Int64>, of stretch: Stretch = resumed) throws -> String? {
        try written.read(range, of: stretch).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `belongs to the stretch that stands on it`() throws {
        written.want()
        open()
        #expect(try text(2..<5) == "234")
        #expect(try text(2..<5, of: Self.anew) == nil)

        written.drops()
        #expect(try text(2..<5) == nil)

        written.begins(in: 2)
        #expect(try text(2..<5) == nil)
        #expect(try text(2..<5, of: Self.anew) == "234")
        #expect(try text(2..<5, of: Stretch(attempt: 3, isAnew: false)) == "234")
        #expect(try text(2..<5, of: Stretch(attempt: 2, isAnew: false)) == nil)
    }

    @Test func `ends at the first gap`() throws {
        written.want()
        open()
        written.reaches(4)
        #expect(try text(2..<8) == "23")
        #expect(try text(4..<8) == "")
        written.reaches(8)
        #expect(try text(4..<8) == "4567")
        written.publishes()
        #expect(try text(4..<10) == "456789")
    }

    @Test func `is there after the file was published, moved and replaced`() throws {
        open()
        written.want()
        try FileManager.default.moveItem(atPath: folder.path("a.part"), toPath: folder.path("b"))
        written.publishes()
        try folder.write("another", to: "a.part")
        written.leaves()

        #expect(try text(0..<4) == "0123")
        let file = try written.complete(at: nil, size: 10)
        #expect(try file.read(20, at: 6) == Data("6789".utf8))
    }

    @Test func `is given up with the file`() throws {
        written.want()
        open()
        written.leaves()

        #expect(try text(0..<4) == nil)
    }

    @Test func `opens nothing that nobody wants`() throws {
        written.opens { () throws(FileProblem) in
            Issue.record("opened")
            throw FileProblem(.tooManyOpenFiles)
        }
        written.publishes()
        #expect(try text(0..<4) == nil)
    }

    @Test func `tells why it cannot be read`() throws {
        #expect(reason { _ = try text(0..<1) } == .bytesNotKept)

        written.want()
        written.opens { () throws(FileProblem) in throw FileProblem(.tooManyOpenFiles) }
        #expect(reason { _ = try text(0..<1) } == .tooManyOpenFiles)
    }

    @Test func `is exactly what was asked for`() throws {
        written.want()
        open()
        written.reaches(11)
        #expect(reason { _ = try text(8..<11) } == .partialFileLost)
    }

    @Test func `is a complete file of the size that was told`() throws {
        let url = URL(filePath: folder.path("a.part"))
        #expect(try written.complete(at: url, size: 10).read(3, at: 0) == Data("012".utf8))
        #expect(reason { _ = try written.complete(at: url, size: 9) } != nil)
        #expect(reason { _ = try written.complete(at: nil, size: 9) } == .bytesNotKept)
    }

    @Test func `is not read from another file of the same name`() throws {
        let file = try folder.partial("b")
        try file.write("mine")
        let reading = try file.reading()
        #expect(try reading().read(9, at: 0) == Data("mine".utf8))

        try FileManager.default.removeItem(atPath: folder.path("b.part"))
        try folder.write("other", to: "b.part")
        #expect(reason { _ = try reading() } == .partialFileLost)
        #expect(reason { _ = try ReadableFile(folder.path) } == .partialFileLost)
    }
}
