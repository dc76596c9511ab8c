extension Defect {
    /// All that are planted.
    static let all: [Defect] = []
}
