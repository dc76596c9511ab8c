import Downstream
import Testing

@Suite("Which downloads of a batch may begin")
struct BatchQueueTests {
    private let slow = "slow"
    private let quick = "quick"

    private func begun(_ queue: inout BatchQueue<NamedEntry>) -> [String] {
        var items: [String] = []
        while let entry = queue.begin() { items.append(entry.item) }
        return items
    }

    @Test func `begin in their order up to the limit`() {
        var queue = BatchQueue<NamedEntry>(limit: 2, perHost: 6)
        for item in ["a", "b", "c"] { queue.add(item, host: slow, place: nil) }

        #expect(begun(&queue) == ["a", "b"])
        #expect(queue.wantsMore == nil)
        queue.end(1)
        #expect(begun(&queue) == ["c"])
        queue.end(2)
        #expect(queue.wantsMore == true)
        queue.close()
        #expect(queue.wantsMore == false)
        #expect(!queue.isDone)
        queue.end(3)
        #expect(queue.isDone && queue.isIdle)
    }

    @Test func `let others pass where their host is busy`() {
        var queue = BatchQueue<NamedEntry>(limit: 3, perHost: 1)
        queue.add("slow 1", host: slow, place: nil)
        queue.add("slow 2", host: slow, place: nil)
        queue.add("quick", host: quick, place: nil)
        queue.add("unknown", host: nil, place: nil)

        #expect(begun(&queue) == ["slow 1", "quick", "unknown"])
        queue.end(3)
        #expect(begun(&queue) == [])
        queue.end(1)
        #expect(begun(&queue) == ["slow 2"])
    }

    @Test func `wait for one that writes the same file`() {
        var queue = BatchQueue<NamedEntry>(limit: 3, perHost: 6)
        queue.add("first", host: slow, place: "/tmp/a")
        queue.add("second", host: quick, place: "/tmp/a")
        queue.add("other", host: quick, place: "/tmp/b")

        #expect(begun(&queue) == ["first", "other"])
        queue.end(1)
        #expect(begun(&queue) == ["second"])
    }

    @Test func `are set aside in a bounded number`() {
        var queue = BatchQueue<NamedEntry>(limit: 2, perHost: 1)
        var taken = 0
        while queue.wantsMore == true {
            queue.add("\(taken)", host: slow, place: nil)
            taken += 1
            _ = queue.begin()
        }
        #expect(taken == 9)
        #expect(queue.wantsMore == nil)
    }

    @Test func `leave their place to others while they wait`() {
        var queue = BatchQueue<NamedEntry>(limit: 1, perHost: 1)
        for item in ["a", "b", "c"] { queue.add(item, host: item, place: nil) }
        #expect(begun(&queue) == ["a"])

        let changes = [queue.rest(1, true), queue.rest(1, true)]
        #expect(changes == [true, false])
        #expect(begun(&queue) == ["b"])
        let wakes = queue.rest(1, false)
        #expect(wakes)
        queue.end(2)
        #expect(begun(&queue) == [])
        queue.end(1)
        #expect(begun(&queue) == ["c"])
        let isOver = !queue.rest(1, true)
        #expect(isOver)
    }

    @Test func `do not wait in any number`() {
        var queue = BatchQueue<NamedEntry>(limit: 2, perHost: 1)
        for number in 0..<100 { queue.add("\(number)", host: "\(number)", place: nil) }
        var count = 0
        while let entry = queue.begin() {
            count += 1
            _ = queue.rest(entry.id, true)
        }
        #expect(count == 10)
    }

    @Test func `do not begin after a stop`() {
        var queue = BatchQueue<NamedEntry>(limit: 1, perHost: 1)
        queue.add("a", host: nil, place: nil)
        queue.add("b", host: nil, place: nil)
        #expect(begun(&queue) == ["a"])

        let dropped = queue.stop()
        #expect(dropped.map(\.item) == ["b"])
        queue.end(1)
        queue.add("c", host: nil, place: nil)
        #expect(begun(&queue) == [])
        #expect(queue.isDone)
        queue.end(1)
        #expect(queue.isDone)
    }
}

private final class NamedEntry: BatchEntry {
    let id: Int
    let item: String
    let host: String?
    let place: String?

    init(_ id: Int, _ item: String, _ host: String?, _ place: String?) {
        self.id = id
        self.item = item
        self.host = host
        self.place = place
    }
}

extension BatchQueue<NamedEntry> {
    fileprivate mutating func add(_ item: String, host: String?, place: String?) {
        add { NamedEntry($0, item, host, place) }
    }
}
