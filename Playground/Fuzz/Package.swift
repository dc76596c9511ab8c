// swift-tools-version: 6.3
import PackageDescription

// The library's own sources, by links, and not the library as a dependency: fuzzers need what is
// `package` in it, and every parser compiled for coverage.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "CPlatform"),
        .target(name: "CLibcurl"),
        .target(name: "CLibcrypto"),
        .target(
            name: "Downstream",
            dependencies: ["CPlatform", "CLibcurl", "CLibcrypto"],
            swiftSettings: settings
        ),
        // A library here, as an executable is not linked into another.
        .target(
            name: "download",
            dependencies: ["Downstream", "CPlatform"],
            exclude: ["Tool.swift"],
            swiftSettings: settings
        ),
        .target(name: "CFuzzer", path: "CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CFuzzer", "Downstream", "download"],
            path: "Fuzzer",
            swiftSettings: settings
        ),
    ],
    cLanguageStandard: .gnu11
)
