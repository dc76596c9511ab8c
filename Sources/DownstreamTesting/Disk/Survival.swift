/// Which of a row of changes have reached the disk when the machine crashes.
enum Survival {
    enum Fate {
        case kept
        case lost
        /// Some sectors of it.
        case torn
    }

    /// So many from the first on; the next one is torn.
    case first(Int)
    /// Each by itself.
    case any

    /// Chooses for a row of so many.
    init(of count: Int, _ generator: inout SeededGenerator) {
        switch generator.below(4) {
        case 0: self = .first(count)
        case 1: self = .first(0)
        case 2: self = .first(generator.below(count + 1))
        default: self = .any
        }
    }

    func fate(of index: Int, _ generator: inout SeededGenerator) -> Fate {
        switch self {
        case .first(let count): index < count ? .kept : index == count ? .torn : .lost
        case .any: [.kept, .lost, .torn][generator.below(3)]
        }
    }
}
