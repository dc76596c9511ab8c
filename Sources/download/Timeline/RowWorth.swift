/// How much a row tells: most where it failed, then where it had trouble, then where it took long.
struct RowWorth: Comparable {
    /// 2 for a failure, 1 for a retry, a stall or a restart, 0 for none of them.
    let rank: Int
    /// In seconds.
    let duration: Double
    let download: Int

    static func < (one: RowWorth, other: RowWorth) -> Bool {
        (one.rank, one.duration, one.download) < (other.rank, other.duration, other.download)
    }
}
