extension DownloadEvent {
    /// One try at fetching the file.
    public struct Attempt: Sendable, Equatable, Codable {
        /// Which attempt this is, from 1.
        public var number: Int
        /// The bytes that are safe on disk, where this attempt goes on; 0 when it starts afresh.
        public var resumingFrom: Int64
        /// Why the attempt before this one ended; nil for the first.
        public var after: DownloadError?
        /// How long this attempt waits before it asks the server; zero for the first.
        public var delay: Duration

        /// Describes an attempt.
        public init(
            number: Int,
            resumingFrom: Int64 = 0,
            after: DownloadError? = nil,
            delay: Duration = .zero
        ) {
            self.number = number
            self.resumingFrom = resumingFrom
            self.after = after
            self.delay = delay
        }
    }
}
