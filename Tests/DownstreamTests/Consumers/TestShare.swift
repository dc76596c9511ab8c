import Downstream

/// A share machine that an expectation can call: what waits is a number, for consumers their own.
final class TestShare {
    enum Woken: Equatable {
        case consumer(Int, ShareDelivery)
        case producer(Int)
    }

    enum Answer: Equatable {
        case delivers(ShareDelivery, waking: [Woken] = [])
        case waits(startsRun: Bool)
    }

    private var machine: ShareMachine<Int, Int>

    init(capacity: Int) {
        machine = ShareMachine(capacity: capacity, hasHandle: true)
    }

    var run: ShareMachine<Int, Int>.Run { machine.run }

    func owner() -> Int { machine.join(asOwner: true) }
    func observer() -> Int { machine.join(asOwner: false) }
    func leave(_ id: Int) -> [Woken] { woken(machine.leave(id)) }
    func releaseHandle() -> [Woken] { woken(machine.releaseHandle()) }
    func releaseProducer() -> [Woken] { woken(machine.releaseProducer()) }
    func hold() -> Bool { machine.hold(7) }
    func close() -> [Woken] { woken(machine.close()) }

    func offer(_ events: DownloadEvent...) -> [Woken] {
        events.flatMap { woken(machine.offer($0)) }
    }

    func next(_ id: Int, waiter: Int? = nil) -> Answer {
        switch machine.next(id, waiter: waiter ?? id) {
        case .deliver(let delivery, let wakeups): .delivers(delivery, waking: woken(wakeups))
        case .wait(let startsRun): .waits(startsRun: startsRun)
        }
    }

    /// Has an owner begin the run, and wait.
    func begin(_ owner: Int) {
        _ = next(owner)
    }

    private func woken(_ wakeups: [ShareMachine<Int, Int>.Wakeup]) -> [Woken] {
        wakeups.map { wakeup in
            switch wakeup {
            case .consumer(let waiter, let delivery): .consumer(waiter, delivery)
            case .producer(let producer): .producer(producer)
            }
        }
    }
}
