internal import Downstream

/// One option of the tool: its name, and what it does to the options.
struct OptionSpec: Sendable {
    enum Effect: Sendable {
        case flag(@Sendable (inout Options) -> Void)
        /// What stands behind the name: with an example of it, and whether it may stand there again.
        case value(
            example: String,
            isRepeatable: Bool,
            @Sendable (inout Options, OptionValue) throws(UsageError) -> Void
        )
    }

    let name: String
    let effect: Effect

    private static func flag(
        _ name: String,
        _ set: @escaping @Sendable (inout Options) -> Void
    ) -> OptionSpec {
        OptionSpec(name: name, effect: .flag(set))
    }

    private static func value<Value>(
        _ name: String,
        _ example: String,
        _ place: any WritableKeyPath<Options, Value> & Sendable,
        _ read: @escaping @Sendable (OptionValue) -> () throws(UsageError) -> Value
    ) -> OptionSpec {
        OptionSpec(
            name: name,
            effect: .value(example: example, isRepeatable: false) {
                (options, value) throws(UsageError) in
                options[keyPath: place] = try read(value)()
            }
        )
    }

    private static func value<Value>(
        _ name: String,
        _ example: String,
        _ place: any WritableKeyPath<Options, Value?> & Sendable,
        _ read: @escaping @Sendable (OptionValue) -> () throws(UsageError) -> Value
    ) -> OptionSpec {
        OptionSpec(
            name: name,
            effect: .value(example: example, isRepeatable: false) {
                (options, value) throws(UsageError) in
                options[keyPath: place] = try read(value)()
            }
        )
    }

    /// The option of a name; nil where there is none.
    static func named(_ name: String) -> OptionSpec? {
        all.first { $0.name == name }
    }

    /// All options but `--help` and `--version`.
    static let all: [OptionSpec] = [
        // How many
        value("-i", "urls.txt", \.list, OptionValue.pathOrStream),
        value("-j", "8", \.parallel, OptionValue.positiveCount),
        value("--per-host", "8", \.perHost, OptionValue.positiveCount),
        value("--segments", "4", \.segments, OptionValue.positiveCount),
        // Where to
        value("-o", "video.mp4", \.file, OptionValue.pathOrStream),
        value("-d", "Videos", \.folder, OptionValue.path),
        value("--if-exists", "number", \.existingFile, OptionValue.rule),
        flag("--sync") { $0.durability = .flushed },
        // What is told
        flag("--quiet") { $0.isQuiet = true },
        flag("--json") { $0.writesJSON = true },
        value("--log", "download.log", \.log, OptionValue.path),
        value("--timeline", "run.svg", \.timeline, OptionValue.path),
        value("--failed", "failed.txt", \.failed, OptionValue.path),
        // How often and how long
        value("--retries", "5", \.retry.retries, OptionValue.count),
        flag("--no-resume") { $0.resumes = false },
        value("--connect-timeout", "10", \.limits.connect, OptionValue.seconds),
        value("--stall-timeout", "30", \.limits.stall, OptionValue.seconds),
        value("--deadline", "3600", \.limits.deadline, OptionValue.seconds),
        // How much and how fast
        value("--max-size", "500M", \.limits.bytes, OptionValue.size),
        value("--limit-rate", "2M", \.configuration.bytesPerSecond, OptionValue.size),
        // What the file must be
        value("--checksum", "sha256:9f86d0…", \.verification.checksum, OptionValue.checksum),
        value("--expect", "video", \.verification.expecting, OptionValue.media),
        // How servers are asked
        OptionSpec(
            name: "--header",
            effect: .value(example: "'Accept: video/mp4'", isRepeatable: true) {
                (options, value) throws(UsageError) in
                options.headers.append(try value.headerField())
            }
        ),
        value("--user", "ada:password", \.credentials, OptionValue.credentials),
        value("--user-agent", "'Mozilla/5.0'", \.configuration.userAgent, OptionValue.text),
        value("--proxy", "http://proxy:3128", \.configuration.proxy, OptionValue.proxy),
        value(
            "--cacert",
            "authority.pem",
            \.configuration.additionalCertificates,
            OptionValue.path
        ),
        flag("--public-only") { $0.configuration.accessPolicy = .publicInternet },
    ]
}
