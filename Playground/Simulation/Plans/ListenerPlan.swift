/// How somebody listens to a download.
struct ListenerPlan: Sendable {
    /// Through which door.
    enum Kind: Sendable, Equatable {
        case events
        case shared(owners: Int, observers: Int)
        case bytes
        case completion
    }

    /// When he goes before the end.
    enum Leaving: Sendable, Equatable {
        case never
        /// He lets go of the stream behind so many events.
        case afterEvents(Int)
        /// He is cancelled at this time.
        case after(Duration)
    }

    var kind = Kind.events
    var leaving = Leaving.never
    /// Before one event in so many he does something else for a while; 0 for none.
    var stalls = 0
    /// How often he listens again when he has gone, or the download has failed.
    var returns = 0

    /// Listens to the end.
    init() {}

    /// Somebody whom the dice make.
    init(_ dice: inout Dice) {
        kind =
            switch dice.below(8) {
            case 0: .shared(owners: dice.number(1...2), observers: dice.number(0...2))
            case 1: .bytes
            case 2: .completion
            default: .events
            }
        leaving =
            switch dice.below(6) {
            case 0: .afterEvents(dice.number(1...30))
            case 1: .after(.milliseconds(dice.number(0...60_000)))
            default: .never
            }
        stalls = dice.oneIn(4) ? dice.number(1...20) : 0
        returns = dice.oneIn(3) ? dice.number(1...2) : 0
    }
}
