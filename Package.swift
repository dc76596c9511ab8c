// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Downstream",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Downstream", targets: ["Downstream"]),
        .library(name: "DownstreamTesting", targets: ["DownstreamTesting"]),
        .executable(name: "download", targets: ["download"]),
        .executable(name: "playground", targets: ["playground"]),
        .executable(name: "benchmarks", targets: ["benchmarks"]),
        .executable(name: "simulation", targets: ["simulation"]),
    ],
    targets: [
        .target(name: "CPlatform"),
        .target(name: "CLibcurl"),
        .target(name: "CLibcrypto"),
        .target(
            name: "Downstream",
            dependencies: ["CPlatform", "CLibcurl", "CLibcrypto"],
            swiftSettings: settings
        ),
        .target(
            name: "DownstreamTesting",
            dependencies: ["Downstream", "CPlatform"],
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "download",
            dependencies: ["Downstream", "CPlatform"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "playground",
            dependencies: ["Downstream", "DownstreamTesting", "CPlatform"],
            path: "Playground/Recipes",
            resources: [.embedInCode("video.mp4")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Downstream", "DownstreamTesting", "CLibcurl", "CPlatform", "download",
            ],
            path: "Playground/Benchmarks",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "costs",
            dependencies: ["Downstream", "DownstreamTesting"],
            path: "Playground/Costs",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "simulation",
            dependencies: ["Downstream", "DownstreamTesting"],
            path: "Playground/Simulation",
            swiftSettings: settings
        ),
        .target(
            name: "TestTraits",
            path: "Tests/Traits",
            swiftSettings: settings
        ),
        .target(
            name: "CAllocationCount",
            path: "Tests/AllocationCount"
        ),
        .testTarget(
            name: "DownstreamTests",
            dependencies: [
                "Downstream", "DownstreamTesting", "TestTraits", "CPlatform", "CAllocationCount",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DownstreamTestingTests",
            dependencies: ["Downstream", "DownstreamTesting"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DownloadToolTests",
            dependencies: ["Downstream", "CPlatform", "download"],
            path: "Tests/DownloadTool",
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Downstream", "DownstreamTesting", "TestTraits", "download"],
            path: "Tests/EndToEnd",
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Downstream", "download"],
            path: "Tests/Fuzz",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["simulation"],
            path: "Tests/Simulation",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SamplesTests",
            dependencies: ["Downstream", "DownstreamTesting"],
            path: "Tests/Samples",
            swiftSettings: settings
        ),
    ],
    cLanguageStandard: .gnu11
)
