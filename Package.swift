// swift-tools-version: 6.3
import PackageDescription

/// One line per adapter of the house: gives the module in Plugins/<Name> and its tests.
let adapters = ["Health", "Police", "Schools", "VirtualSchool"]

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    resources: [Resource] = [],
    tests: [Target.Dependency]? = [],
    testFiles: [String] = [],
    settings: [SwiftSetting] = []
) -> [Target] {
    let target = Target.target(
        name: name,
        dependencies: dependencies,
        resources: resources,
        swiftSettings: house + settings
    )
    guard let tests else { return [target] }
    return [
        target,
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.byName(name: name)] + dependencies + tests,
            exclude: testFiles,
            swiftSettings: house
        ),
    ]
}

func adapter(_ name: String) -> [Target] {
    [
        .target(
            name: name,
            dependencies: ["AdapterKit"],
            path: "Plugins/\(name)",
            exclude: ["README.md", "Samples"],
            swiftSettings: house
        ),
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.byName(name: name), "AdapterKit", "TestKit"],
            swiftSettings: house
        ),
    ]
}

let package = Package(
    name: "concordat",
    products: [
        .library(name: "AdapterKit", targets: ["AdapterKit"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: adapters.flatMap(adapter)
        + module("AdapterKit", ["JSONSchema"], tests: nil)
        // Its scanner and evaluator hold spans, whose lifetimes the language cannot yet say without this.
        + module("JSONSchema", settings: [.enableExperimentalFeature("Lifetimes")])
        + module("PCRE", ["CPCRE2", "JSONSchema"])
        + module(
            "Contracts",
            ["JSONSchema", "PCRE", crypto, yams],
            resources: [.embedInCode("Documentation/Resources")],
            testFiles: ["Compatibility/oracle.py", "Compatibility/pairs.json"]
        )
        + module("TransparencyLog", [crypto])
        + module("Exchange", ["AdapterKit", "Contracts", "JSONSchema", "TransparencyLog", crypto])
        + module("Postgres", ["CLibPQ", logging])
        + module(
            "Journal",
            ["AdapterKit", "Contracts", "Exchange", "Postgres", "TransparencyLog", crypto, lifecycle, logging],
            resources: [.embedInCode("SQL"), .embedInCode("Migrations")],
            tests: ["JSONSchema", "NodeKit", "TestKit"]
        )
        + module(
            "AdapterHost",
            ["AdapterKit", "Contracts", "Exchange", "JSONSchema", crypto, lifecycle, logging],
            tests: ["Journal", "NodeKit", "TestKit"]
        )
        + module(
            "Delivery",
            [
                "AdapterHost", "AdapterKit", "Contracts", "Exchange", "JSONSchema", crypto, lifecycle, logging, nio,
                nioHTTP1, nioPosix, nioSSL, nioTLS,
            ],
            tests: [asn1, x509, "Journal", "NodeKit", "TestKit"]
        )
        + module(
            "Intake",
            [
                "AdapterHost", "AdapterKit", "Contracts", "Exchange", "JSONSchema", "TransparencyLog", crypto,
                hummingbirdCore,
                hummingbirdTLS, lifecycle, logging, nio, nioHTTP1, nioSSL, nioTLS,
            ],
            resources: [.embedInCode("Resources")],
            tests: [asn1, nioPosix, x509, "TestKit"]
        )
        + [
            .target(name: "TestKit", dependencies: ["AdapterKit", "Exchange", "Postgres"], swiftSettings: house),
            .target(
                name: "NodeKit",
                dependencies: [
                    "AdapterKit", "Exchange", "JSONSchema", "Journal", "Postgres", "TestKit", "TransparencyLog", crypto,
                    logging,
                ],
                path: "Tests/NodeKit",
                swiftSettings: house
            ),
            .testTarget(
                name: "ConcordatTests",
                dependencies: [
                    "concordat", "Contracts", "Exchange", "JSONSchema", "Schools", "TransparencyLog", "VirtualSchool",
                    crypto, nioSSL, x509,
                ],
                swiftSettings: house
            ),
            .testTarget(name: "ArchitectureTests", dependencies: ["Exchange"], swiftSettings: house),
            .testTarget(
                name: "EndToEndTests",
                dependencies: [
                    "Exchange", "JSONSchema", "NodeKit", "Postgres", "TestKit", asyncHTTPClient, "concordat", nio,
                    nioHTTP1,
                ],
                swiftSettings: house
            ),
            .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
            .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
            .target(name: "CAllocations"),
            .executableTarget(
                name: "jsonschema-bowtie",
                dependencies: ["JSONSchema", "PCRE"],
                path: "Sources/BowtieConnector",
                swiftSettings: house
            ),
            .testTarget(
                name: "BowtieConnectorTests",
                dependencies: ["JSONSchema", "jsonschema-bowtie"],
                swiftSettings: house
            ),
            .executableTarget(
                name: "concordat-bench",
                dependencies: [
                    "CAllocations", "Contracts", "Exchange", "JSONSchema", "Postgres", "TransparencyLog",
                    argumentParser, asn1, crypto, nio, nioPosix, nioSSL, signals, x509,
                ],
                path: "Sources/Bench",
                resources: [.embedInCode("Resources")],
                swiftSettings: house
            ),
            .executableTarget(
                name: "concordat",
                dependencies: [
                    "AdapterHost", "AdapterKit", "Contracts", "Delivery", "Exchange", "Intake", "JSONSchema", "Journal",
                    "Postgres",
                    "TransparencyLog", argumentParser, asn1, asyncHTTPClient, crypto, httpTypes, hummingbird, lifecycle,
                    logging,
                    nio, nioHTTP1, nioPosix, nioSSL, signals, x509,
                ] + adapters.map { .byName(name: $0) },
                swiftSettings: house
            ),
        ],
    swiftLanguageModes: [.v6]
)
