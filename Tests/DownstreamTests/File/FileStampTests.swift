import CPlatform
import Downstream
import DownstreamTesting
import TestTraits
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("What a published file bears", .timeLimit(.minutes(5)))
struct FileStampTests {
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let seconds = 784_111_777
    private static let attribute = "user.downstream.version"
    /// Not every file system has room for it.
    private static let isSupported = (try? TemporaryFolder()).map { folder in
        guard (try? folder.write("x", to: "x")) != nil else { return false }
        return set("x", onFileAt: folder.path("x"))
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("0123456789", to: "x")
    }

    @discardableResult
    private static func set(_ text: String, onFileAt path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        return unsafe bytes.withUnsafeBufferPointer {
            unsafe ds_set_attribute(descriptor, attribute, $0.baseAddress, $0.count) >= 0
        }
    }

    private func put(_ stamp: FileStamp) {
        let descriptor = unsafe open(folder.path("x"), O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        stamp.put(on: descriptor)
    }

    private var found: FileStamp? { FileStamp(ofFileAt: folder.path("x"), identity: "a") }

    private func setTime(_ seconds: Int, nanoseconds: Int = 0) {
        let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
        #expect(unsafe utimensat(AT_FDCWD, folder.path("x"), [time, time], 0) == 0)
    }

    private var time: Int {
        var status = stat()
        _ = unsafe lstat(folder.path("x"), &status)
        #if canImport(Darwin)
        return status.st_mtimespec.tv_sec
        #else
        return status.st_mtim.tv_sec
        #endif
    }

    // MARK: On a file

    @Test(
        .enabled(if: isSupported == true),
        arguments: [("\"v1\"", date), ("\"v1\"", nil), (nil, date), (nil, nil), ("W/\"é\"", date)]
            as [(String?, String?)]
    )
    func `is found again`(tag: String?, date: String?) {
        let stamp = FileStamp(identity: "a", size: 10, entityTag: tag, lastModified: date)
        put(stamp)
        #expect(found == stamp)
    }

    @Test(.case(73)) func `gives the file the time of the server's version`() {
        put(FileStamp(identity: "a", size: 10, entityTag: nil, lastModified: Self.date))
        #expect(time == Self.seconds)
    }

    @Test(.case(73)) func `leaves the time alone where the server's is no date`() {
        setTime(1_000_000)
        put(FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: nil))
        #expect(time == 1_000_000)
        put(FileStamp(identity: "a", size: 10, entityTag: nil, lastModified: "yesterday"))
        #expect(time == 1_000_000)
    }

    @Test(.case(14), .enabled(if: isSupported == true))
    func `is not found on a file that has been changed since`() throws {
        let stamp = FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: Self.date)
        put(stamp)
        #expect(found == stamp)
        let descriptor = unsafe open(folder.path("x"), O_RDWR | O_CLOEXEC)
        #expect(unsafe pwrite(descriptor, "abc", 3, 0) == 3)
        close(descriptor)
        #expect(found == nil)
    }

    @Test(.case(14), .enabled(if: isSupported == true))
    func `is not found on a file of another size, though its time is the same`() {
        put(FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: Self.date))
        #expect(unsafe truncate(folder.path("x"), 9) == 0)
        setTime(Self.seconds)
        #expect(found == nil)
        #expect(unsafe truncate(folder.path("x"), 10) == 0)
        setTime(Self.seconds)
        #expect(found != nil)
    }

    @Test(.case(14), .enabled(if: isSupported == true))
    func `is not found on a file of another time`() {
        put(FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: Self.date))
        for (seconds, nanoseconds) in [(Self.seconds + 1, 0), (Self.seconds, 1_000_000), (0, 0)] {
            setTime(seconds, nanoseconds: nanoseconds)
            #expect(found == nil)
        }
        setTime(Self.seconds)
        #expect(found != nil)
    }

    @Test(.case(14), .enabled(if: isSupported == true))
    func `is not found where it claims another size than the file has`() {
        put(FileStamp(identity: "a", size: 11, entityTag: "\"v1\"", lastModified: Self.date))
        #expect(found == nil)
    }

    @Test(.case(14), .enabled(if: isSupported == true))
    func `is not found by another download`() {
        put(FileStamp(identity: "b", size: 10, entityTag: "\"v1\"", lastModified: Self.date))
        #expect(found == nil)
        #expect(FileStamp(ofFileAt: folder.path("x"), identity: "b")?.entityTag == "\"v1\"")
    }

    @Test(.case(14)) func `is not found where there is none`() throws {
        try folder.makeFolder("folder")
        #expect(found == nil)
        #expect(FileStamp(ofFileAt: folder.path("folder"), identity: "a") == nil)
        #expect(FileStamp(ofFileAt: folder.path("missing"), identity: "a") == nil)
        #expect(unsafe mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(FileStamp(ofFileAt: folder.path("pipe"), identity: "a") == nil)
    }

    @Test(.case(64)) func `is not found behind a symbolic link`() {
        put(FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: Self.date))
        #expect(unsafe symlink(folder.path("x"), folder.path("link")) == 0)
        #expect(FileStamp(ofFileAt: folder.path("link"), identity: "a") == nil)
    }

    @Test(
        .case(14),
        arguments: [
            "", "\n", "10", "10\n784111777000000000", "10\n784111777000000000\n\"v1\"",
            "10\n784111777000000000\n\"v1\"\n", "10\n784111777000000000\n\"v1\"\n\n",
            "10\n784111777000000000\n\"v1\"\n\na\n", "ten\n784111777000000000\n\"v1\"\n\na",
            "-10\n784111777000000000\n\"v1\"\n\na", "10\nthen\n\"v1\"\n\na",
            "99999999999999999999\n784111777000000000\n\"v1\"\n\na", "\u{0}\u{1}\u{2}",
        ]
    )
    func `is not found where it makes no sense`(text: String) {
        setTime(Self.seconds)
        Self.set(text, onFileAt: folder.path("x"))
        #expect(found == nil)
    }

    @Test func `is left out where it is too long`() {
        let tag = "\"" + String(repeating: "v", count: 4096) + "\""
        put(FileStamp(identity: "a", size: 10, entityTag: tag, lastModified: Self.date))
        #expect(found == nil)
    }

    @Test(.enabled(if: isSupported == true)) func `may be long`() {
        let tag = "\"" + String(repeating: "v", count: 2000) + "\""
        put(FileStamp(identity: "a", size: 10, entityTag: tag, lastModified: Self.date))
        #expect(found?.entityTag == tag)
    }
}
