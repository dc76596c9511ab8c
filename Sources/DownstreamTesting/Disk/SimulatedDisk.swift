internal import Downstream

/// A disk in memory that fails, crashes and comes back as the test says.
///
/// Each ``Downstream/Downloader`` that is made on it is a process of its own. Every operation of a
/// process is a step, in which the disk can fail; at a crash it stops, and ``reboot(losing:)`` decides
/// what of the bytes and names that nobody had flushed has reached it in time.
///
/// ```swift
/// let disk = SimulatedDisk()
/// let network = ScriptedTransport([.head(ResponseHead(status: 200, length: 10)), .bytes(10)])
/// disk.plan(.write, of: "a.part", .crashAfter)
///
/// let download = Download(from: "http://host/a", to: .file(path: "/videos/a"), retry: .never)
/// _ = try await download.result(on: .scripted(network, disk: disk))
/// disk.reboot(losing: .chosen(seed: 7))
///
/// #expect(disk.contents("/videos/a") == nil)
/// print(disk.trace.joined(separator: "\n"))
/// ```
///
/// The same calls give the same results and the same ``trace``. It has files, folders, hard links,
/// modes, times, attributes and locks; it has no symbolic links, no users, and no working folder: a
/// path that does not begin with "/" is looked up from the root.
///
/// A file is kept up to three times: as programs see it, as it was flushed, and between the two at most
/// 4 MiB of what was written; what is older than that reaches the disk by itself.
public final class SimulatedDisk: Sendable {
    private static let disks = Locked(0)

    let machine: Locked<DiskMachine>
    /// What tells its folders from those of other disks in this process.
    private let number: Int

    /// An empty disk of a machine that has just been started.
    ///
    /// - Parameters:
    ///   - capacity: The bytes that fit on it; what is written beyond them fails as on a full disk.
    ///   - hasLocks: Whether files can be locked.
    ///   - hasAttributes: Whether files can have attributes.
    public init(
        capacity: Int64 = 256 * 1024 * 1024,
        hasLocks: Bool = true,
        hasAttributes: Bool = true
    ) {
        let number = Self.disks.withLock { disks in
            disks += 1
            return disks
        }
        self.number = number
        machine = Locked(
            DiskMachine(
                capacity: Int(max(0, capacity)),
                hasLocks: hasLocks,
                hasAttributes: hasAttributes
            )
        )
    }

    /// Starts a process, which sees this disk until it is killed or the machine crashes.
    package func process() -> SimulatedProcess {
        let process = machine.withLock { $0.startProcess() }
        return SimulatedProcess(machine: machine, number: process, disk: number)
    }
}

// MARK: - Ends

extension SimulatedDisk {
    /// What of the writes, cuts and renames that nobody has flushed is gone after a reboot.
    @nonexhaustive
    public enum Loss: Sendable, Equatable {
        /// Nothing: all of it has reached the disk in time.
        case nothing
        /// All bytes that were not flushed; the names in all folders are as they were.
        case bytes
        /// Everything that was not flushed, a name in its folder, too.
        case everything
        /// What the seed chooses: of each file all, none, the first of its changes or any of them,
        /// writes torn at sectors of 512 bytes; of names the same, a rename whole or not at all.
        case chosen(seed: UInt64)
    }

    /// Takes the power away: every operation fails until the next ``reboot(losing:)``, and those of
    /// processes that ran before fail for ever.
    public func crash() {
        machine.withLock { $0.crash() }
    }

    /// The boot of the machine, as processes see it.
    package var boot: String { machine.withLock { $0.boot } }

    /// Starts the machine again, after a crash if it has not crashed yet.
    ///
    /// Then it has another boot identity, no process, no lock, and no planned fault.
    public func reboot(losing loss: Loss = .everything) {
        machine.withLock { $0.reboot(losing: loss) }
    }

    /// Ends processes at once: their locks are free, and what they have written stays.
    ///
    /// - Parameter process: Which one, counted from 1 in the order in which downloaders were made; nil
    ///   for all.
    public func kill(_ process: Int? = nil) {
        machine.withLock { $0.kill(process) }
    }
}

// MARK: - Record

extension SimulatedDisk {
    /// What was done, one line for each step, and what came of it.
    ///
    /// It holds no addresses and no times. Of a long history only the last lines are kept, at least
    /// 5,000 of them.
    public var trace: [String] { machine.withLock { $0.trace.lines } }

    /// How many steps processes have taken.
    public var steps: Int { machine.withLock { $0.steps } }

    /// How many files and folders are open.
    public var openCount: Int { machine.withLock { $0.opens.count } }
}
