#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

extension DownloadEvent {
    /// A download that has come to its good end.
    public struct Completion: Sendable, Equatable, Codable {
        /// Where the file is; nil for a download to `.nowhere`.
        public var url: URL? {
            get { location?.url }
            set { location = newValue.map { .parsed($0) } }
        }
        /// The size of the file in bytes.
        public var byteCount: Int64
        /// How the file came to be there.
        public var how: How
        /// The time from the beginning of the download to its end.
        public var duration: Duration
        /// How long each part of the last request took; nil where nothing was requested, and where
        /// several connections brought the file.
        public var timings: TransferTimings?
        /// How many attempts it took.
        public var attempts: Int
        /// The checksum of the whole file, if one was asked for.
        public var checksum: Checksum?
        /// What the first bytes show the file to be; nil where they are not known.
        public var container: MediaContainer?
        /// Whether the server announced the length, so that a cut would have been noticed.
        public var lengthVerified: Bool
        /// What a careful reader should know although the download succeeded.
        public var warnings: [String]
        /// Where the file is: what `url` is made of.
        var location: LazyURL?

        /// The SHA-256 of the file in hexadecimal digits; nil unless it was asked for.
        public var sha256: String? {
            checksum?.algorithm == .sha256 ? checksum?.hexadecimal : nil
        }

        /// Describes a completed download.
        public init(
            url: URL?,
            byteCount: Int64,
            how: How = .transferred,
            duration: Duration = .zero,
            timings: TransferTimings? = nil,
            attempts: Int = 1,
            checksum: Checksum? = nil,
            container: MediaContainer? = nil,
            lengthVerified: Bool = true,
            warnings: [String] = []
        ) {
            location = url.map { .parsed($0) }
            self.byteCount = byteCount
            self.how = how
            self.duration = duration
            self.timings = timings
            self.attempts = attempts
            self.checksum = checksum
            self.container = container
            self.lengthVerified = lengthVerified
            self.warnings = warnings
        }

        private enum CodingKeys: String, CodingKey {
            case byteCount, how, duration, timings, attempts, checksum, container, lengthVerified
            case warnings
            case location = "url"
        }
    }

    /// How a completed file came to be where it is.
    @nonexhaustive
    public enum How: String, Sendable, Equatable, Codable {
        /// All its bytes were transferred.
        case transferred
        /// Some of its bytes were on disk from an earlier run.
        case resumed
        /// It was there before, and the rule for existing files keeps it.
        case alreadyPresent
        /// It was there before, and the server says that it has not changed.
        case notModified
    }
}

extension DownloadEvent.Completion: CustomReflectable {
    /// What it says, for `dump` and descriptions.
    public var customMirror: Mirror {
        let children: KeyValuePairs<String, Any> = [
            "url": url as Any, "byteCount": byteCount, "how": how, "duration": duration,
            "timings": timings as Any, "attempts": attempts, "checksum": checksum as Any,
            "container": container as Any, "lengthVerified": lengthVerified, "warnings": warnings,
        ]
        return Mirror(self, children: children, displayStyle: .struct)
    }
}
