internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a simulation is about: files on servers, destinations, and the disk.
struct Cast: Sendable {
    static let folder = "/videos"

    let resources: [Resource]
    let places: [String]
    /// What is at the places at first; nil for nothing.
    let old: [Data?]
    let hasLocks: Bool
    let hasAttributes: Bool
    let isFlushed: Bool
    /// When a checkpoint is due.
    let pace: Checkpoints.Pace
    /// The size of the largest file.
    let largest: Int
    /// How many bytes the network brings at a time.
    let chunk: Int

    /// What the dice want.
    init(_ dice: inout Dice) {
        var resources = [Resource(path: "/a", &dice)]
        if dice.oneIn(3) {
            let first = resources[0]
            resources.append(Resource(path: "/b", &dice, twin: dice.oneIn(2) ? first : nil))
        }
        self.resources = resources
        places = dice.oneIn(4) ? ["\(Self.folder)/a", "\(Self.folder)/b"] : ["\(Self.folder)/a"]
        old = places.map { _ in
            dice.oneIn(2) ? Data("the older file \(dice.below(1_000))".utf8) : nil
        }
        hasLocks = !dice.oneIn(15)
        hasAttributes = !dice.oneIn(8)
        isFlushed = !dice.oneIn(4)
        pace = Checkpoints.Pace(
            bytes: Int64(dice.number(0...5_000)),
            time: .milliseconds(dice.pick([0, 100, 5_000])),
            noteBytes: Int64(dice.number(0...5_000))
        )
        largest = resources.flatMap(\.versions).map(\.bytes.count).max() ?? 0
        chunk = max(largest / dice.number(1...40), dice.pick([10, 300, 1_000, 4_096]), 1)
    }

    /// The memory that a process may keep for one consumer: one window, a chunk at each hand, and two for
    /// each connection.
    func budget(connections: Int) -> Int {
        1024 * 1024 + (2 + 2 * connections) * min(chunk, 512 * 1024)
    }

    /// A download as the dice want it.
    func download(_ dice: inout Dice) -> DownloadPlan {
        let place: DownloadPlan.Place =
            switch dice.below(10) {
            case 0: .folder(Self.folder)
            case 1: .nowhere
            default: .file(dice.pick(places))
            }
        return DownloadPlan(
            resource: dice.below(resources.count),
            place: place,
            isFlushed: isFlushed,
            &dice
        )
    }
}
