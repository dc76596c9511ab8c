extension ShareMachine {
    /// Takes in the next event of the run; nothing follows a last event.
    package mutating func offer(_ event: DownloadEvent) -> [Wakeup] {
        guard !run.isOver else { return [] }
        switch event {
        case .started:
            started = event
            progress = nil
        case .progress: progress = event
        case .chunk: break
        case .completed:
            terminal = event
            run = .completed
        case .failed(let error):
            terminal = event
            run = .failed(error)
        }
        if hasOwners {
            window.append(event)
            windowCost += Self.cost(event)
        }
        var wakeups: [Wakeup] = []
        for index in subscribers.indices {
            if subscribers[index].position == nil { subscribers[index].backlog.append(event) }
            guard let waiter = subscribers[index].waiter, let delivery = take(index) else {
                continue
            }
            subscribers[index].waiter = nil
            wakeups.append(.consumer(waiter, delivery))
        }
        return wakeups + trim()
    }

    /// Whether the producer may go on at once.
    package var hasRoom: Bool { windowCost <= capacity || run != .running }

    /// Keeps the producer until there is room; false where there is room already.
    package mutating func hold(_ producer: Producer) -> Bool {
        guard !hasRoom else { return false }
        self.producer = producer
        return true
    }

    /// Lets the producer go although there is no room.
    package mutating func releaseProducer() -> [Wakeup] {
        guard let waiting = producer else { return [] }
        producer = nil
        return [.producer(waiting)]
    }

    /// How the run ended; nil while it goes on, and where it ended without a last event.
    package var outcome: Result<DownloadEvent.Completion, DownloadError>? {
        switch terminal {
        case .completed(let completion): .success(completion)
        case .failed(let error): .failure(error)
        default: nil
        }
    }

    /// Ends a run that has no last event.
    package mutating func close() -> [Wakeup] {
        run.isOver ? [] : end(.ended)
    }

    mutating func end(_ ending: Run) -> [Wakeup] {
        run = ending
        var wakeups: [Wakeup] = []
        for index in subscribers.indices {
            guard let waiter = subscribers[index].waiter, let delivery = take(index) else {
                continue
            }
            subscribers[index].waiter = nil
            wakeups.append(.consumer(waiter, delivery))
        }
        return wakeups + releaseProducer()
    }

    /// Drops what every owner has seen.
    mutating func trim() -> [Wakeup] {
        var needed = windowEnd
        for index in subscribers.indices {
            needed = min(needed, subscribers[index].position ?? needed)
        }
        while windowStart < needed, let event = window.popFirst() {
            windowCost -= Self.cost(event)
            windowStart += 1
        }
        return hasRoom ? releaseProducer() : []
    }
}
