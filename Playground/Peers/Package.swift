// swift-tools-version: 6.3
import PackageDescription

// The programs that the benchmarks run beside the library, and none of them uses it. They stand alone
// because one of them links full Foundation, which no product of ours may pull in.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
// SwiftPM links Swift's runtime into C programs too, which would be most of the memory that they take.
let slim: [LinkerSetting] = [
    .unsafeFlags(["-static-executable"], .when(platforms: [.linux]))
]

let package = Package(
    name: "Peers",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "urlsession", path: "URLSession", swiftSettings: settings),
        .executableTarget(name: "floor", path: "Floor", linkerSettings: slim),
        .executableTarget(name: "measured", path: "Measured", linkerSettings: slim),
    ],
    cLanguageStandard: .gnu11
)
