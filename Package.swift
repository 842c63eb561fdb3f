// swift-tools-version: 6.2
import PackageDescription

/// The rooms of the house, lowest first, each with the rooms it may open.
///
/// A room that holds C pointers says so; every other room is compiled with strict memory safety.
let rooms: [(name: String, opens: [String], holdsC: Bool)] = [
    // 0
    ("Base", [], false),
    ("Threads", [], true),
    // 1
    ("Markup", ["Base"], false),
    ("Store", ["Base", "Threads", "CSQLite", "CPostgres"], true),
    ("Server", ["Base", "CMicroHTTPD", "CZlib"], true),
    ("Vault", ["Base", "Threads", "CSodium"], true),
    ("Sheets", ["Base", "CZip", "CExpat", "CXLSXWriter", "CZlib"], true),
    ("Words", ["Base", "CICU"], true),
    ("Press", ["Base", "Markup", "CQREncode", "CPango"], true),
    ("Couriers", ["Base", "CCurl"], true),
    // 2
    ("Access", ["Base", "Store", "Vault"], false),
    ("Web", ["Base", "Markup", "Store", "Server", "Vault", "Words", "Access"], false),
    // 3
    ("Rulebook", ["Base", "Web", "Server", "Vault", "Sheets"], false),
    ("Federation", ["Base", "Web", "Server", "Vault", "Words", "Sheets", "Press", "Rulebook"], false),
    ("Accounts", ["Base", "Web", "Vault", "Server", "Press", "Federation"], false),
    ("Coverage", ["Base", "Web", "Vault", "Server", "Federation", "Rulebook", "Sheets", "Words"], false),
    ("Exchange", ["Base", "Web", "Vault", "Server", "Words", "Couriers", "Federation"], false),
    (
        "Notices",
        ["Base", "Web", "Server", "Vault", "Words", "Sheets", "Press", "Couriers", "Federation"], false
    ),
    ("Procedures", ["Base", "Web", "Server", "Vault", "Sheets", "Rulebook", "Federation"], false),
    // The demo town: the product's own functions, and the tests' fixture.
    ("Demo", ["Base", "Web", "Federation", "Rulebook", "Coverage", "Notices", "Procedures", "Vault"], false),
    // 5
    (
        "App",
        [
            "Base", "Web", "Rulebook", "Federation", "Accounts", "Coverage", "Exchange", "Notices", "Procedures",
            "Demo",
            "Server", "Store", "Vault", "Words", "Sheets", "Markup", "Access", "Threads",
        ], false
    ),
    // Tests only
    ("TestKit", ["Base", "Store", "Server", "Web", "Access", "Markup", "Vault"], false),
]

/// Libraries of the system: a module map and a short header each.
let libraries: [(name: String, pkgConfig: String?, apt: String)] = [
    ("CSQLite", "sqlite3", "libsqlite3-dev"),
    ("CPostgres", "libpq", "libpq-dev"),
    ("CMicroHTTPD", "libmicrohttpd", "libmicrohttpd-dev"),
    ("CSodium", "libsodium", "libsodium-dev"),
    ("CZip", "libzip", "libzip-dev"),
    ("CExpat", "expat", "libexpat1-dev"),
    ("CXLSXWriter", "xlsxwriter", "libxlsxwriter-dev"),
    ("CQREncode", "libqrencode", "libqrencode-dev"),
    ("CPango", nil, "libpango1.0-dev"),
    ("CZlib", "zlib", "zlib1g-dev"),
    ("CCurl", "libcurl", "libcurl4-openssl-dev"),
]

/// Reviewed data that a room compiles in as bytes, by room.
let data: [String: [Resource]] = [
    "Rulebook": [.embedInCode("Data/calendar.txt"), .embedInCode("Data/parameters-2026-1.txt")]
]

let manners: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// Tests import a room's inside with @testable, so imports stay visible by default there.
let testManners: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Rooms whose tests stand in Tests/<Room>Tests, with what these tests open beside the room.
let tested: [(room: String, opens: [String])] = [
    ("Base", []),
    ("Server", []),
    ("Store", ["CSQLite", "TestKit", "Threads"]),
    ("Vault", ["Base"]),
    ("Words", ["Base"]),
    ("Press", ["Base"]),
    ("Sheets", []),
    ("App", ["Web", "Server", "Vault", "Threads"]),
    (
        "Accounts",
        [
            "Base", "Store", "Server", "Web", "Access", "Vault", "Rulebook", "Federation", "Coverage", "Notices",
            "Procedures", "Demo", "TestKit",
        ]
    ),
    ("Couriers", ["Base", "Server"]),
    ("Exchange", ["Base", "Store", "Server", "Web", "Access", "Vault", "Couriers", "Federation", "TestKit"]),
    ("Federation", ["Base", "Store", "Server", "Web", "Access", "Vault", "Sheets", "Words", "Rulebook", "TestKit"]),
    (
        "Coverage",
        ["Base", "Store", "Server", "Web", "Access", "Vault", "Sheets", "Federation", "Rulebook", "Demo", "TestKit"]
    ),
    (
        "Notices",
        [
            "Base", "Store", "Server", "Web", "Access", "Vault", "Press", "Couriers", "Federation", "TestKit",
        ]
    ),
    ("Procedures", ["Base", "Store", "Server", "Web", "Access", "Vault", "Sheets", "Federation", "TestKit"]),
    ("Markup", ["Base", "TestKit"]),
    ("Rulebook", ["Base", "Store", "Server", "Web", "Access", "Vault", "TestKit"]),
    ("Access", ["Base", "Store", "Vault", "TestKit"]),
    ("Web", ["Base", "Markup", "Store", "Server", "Vault", "Access", "TestKit"]),
]

let package = Package(
    name: "unionhome",
    products: [.executable(name: "unionhome", targets: ["unionhome"])],
    targets: libraries.map { library in
        .systemLibrary(name: library.name, pkgConfig: library.pkgConfig, providers: [.apt([library.apt])])
    } + [
        .target(
            name: "CICU",
            linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc"), .linkedLibrary("icudata")])
    ]
        + rooms.map { room in
            .target(
                name: room.name,
                dependencies: room.opens.map { .byName(name: $0) },
                resources: data[room.name],
                swiftSettings: manners + (room.holdsC ? [] : [.strictMemorySafety()])
                    + (room.name == "Store" ? [.enableExperimentalFeature("Lifetimes")] : []))
        } + [
            .executableTarget(
                name: "unionhome", dependencies: ["App"], swiftSettings: manners + [.strictMemorySafety()]),
            .testTarget(
                name: "HouseTests",
                dependencies: ["App", "Access", "Base", "Demo", "Server", "Store", "TestKit", "Vault", "Web"].map {
                    .byName(name: $0)
                },
                exclude: ["Golden"], swiftSettings: testManners),
        ]
        + tested.map { test in
            .testTarget(
                name: test.room + "Tests",
                dependencies: ([test.room] + test.opens).map { .byName(name: $0) },
                exclude: ["Sheets", "Federation", "Rulebook"].contains(test.room) ? ["Fixtures"] : [],
                swiftSettings: testManners)
        }
)
