import Base
import Testing
import TestKit

@testable import Store

/// One row of everything.
private struct Everything: Record, Equatable {
    static let columns: SQL = "id, real, truth, raw, words"
    let id: Int64
    let real: Double?
    let truth: Bool?
    let raw: [UInt8]?
    let words: String?

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        real = try row.read("real")
        truth = try row.read("truth")
        raw = try row.read("raw")
        words = try row.read("words")
    }

    init(id: Int64, real: Double? = nil, truth: Bool? = nil, raw: [UInt8]? = nil, words: String? = nil) {
        (self.id, self.real, self.truth, self.raw, self.words) = (id, real, truth, raw, words)
    }
}

private let everything = [
    Migration(
        "tests 001 everything",
        """
        CREATE TABLE everything (
            id bigint NOT NULL PRIMARY KEY, real double precision, truth boolean, raw bytea, words text
        )
        """)
]

@Suite("A value on PostgreSQL", .enabled(if: runsOnPostgres)) struct PostgresValueTests {
    @Test func `comes back as it went, by statement and by load`() async throws {
        let rows = [
            Everything(id: 1), Everything(id: .max, real: 0.1, truth: true, raw: [0, 1, 255, 0x5C, 0x27], words: ""),
            Everything(
                id: .min, real: -.infinity, truth: false, raw: [], words: "𠮷野家 𰻝 👩‍🔧 e\u{301} \\N \\. \t\n\r '\"$1"),
            Everything(id: 0, real: .leastNonzeroMagnitude, words: "\u{FEFF}\u{202E}\u{1}"),
            Everything(id: -7, real: 1e300, raw: Array(0...255)),
        ]
        try await withStore(migrations: everything) { store in
            try await store.write { tx in
                for row in rows {
                    try tx.run(
                        """
                        INSERT INTO everything (id, real, truth, raw, words)
                        VALUES (\(row.id), \(row.real), \(row.truth), \(row.raw), \(row.words))
                        """)
                }
            }
            #expect(try await read(store) == rows.sorted { $0.id < $1.id })
            try await store.write { tx in
                try tx.run("DELETE FROM everything")
                var rest = rows[...]
                try tx.load("everything", ["id", "real", "truth", "raw", "words"]) {
                    rest.popFirst().map { row in
                        [row.id.sqlValue, row.real.sqlValue, row.truth.sqlValue, row.raw.sqlValue, row.words.sqlValue]
                    }
                }
            }
            #expect(try await read(store) == rows.sorted { $0.id < $1.id })
        }
    }

    private func read(_ store: Store) async throws -> [Everything] {
        try await store.read { tx in try tx.all("SELECT \(Everything.columns) FROM everything ORDER BY id") }
    }

    @Test func `may be any of a list, however it is spelled`() async throws {
        let words = ["a", "", "b,c", "{}", "\"q\"", "back\\slash", "NULL", "null", " ", "𠮷", "line\nend", "'"]
        try await withStore(migrations: everything) { store in
            try await store.write { tx in
                for (id, word) in words.enumerated() {
                    try tx.run("INSERT INTO everything (id, words, raw) VALUES (\(id), \(word), \(Array(word.utf8)))")
                }
                let found: [String] = try tx.values(
                    "SELECT words FROM everything WHERE words \(anyOf: words.filter { $0 != "a" }) ORDER BY id")
                #expect(found == Array(words.dropFirst()))
                let none = [String]()
                #expect(try tx.values("SELECT words FROM everything WHERE words \(anyOf: none)") as [String] == [])
                let bytes = words.prefix(3).map { Array($0.utf8) }
                let raw: [Int] = try tx.values("SELECT id FROM everything WHERE raw \(anyOf: bytes) ORDER BY id")
                #expect(raw == [0, 1, 2])
                let ids: [Int] = try tx.values("SELECT id FROM everything WHERE id \(anyOf: [1, 3, 99]) ORDER BY id")
                #expect(ids == [1, 3])
            }
        }
    }

    @Test func `obeys this law for every text`() async throws {
        try await withStore(migrations: everything) { store in
            await forAll(20) { dice in
                let texts = dice.several(1...30) { $0.hostile() }
                let found = try await store.write { tx in
                    try tx.run("DELETE FROM everything")
                    for (id, text) in texts.enumerated() {
                        try tx.run("INSERT INTO everything (id, words) VALUES (\(id), \(text))")
                    }
                    let same: SQL = "SELECT words FROM everything WHERE words \(anyOf: texts) ORDER BY id"
                    return try tx.values(same) as [String]
                }
                #expect(found == texts)
            }
        }
    }

    @Test func `with a zero byte in its text is not allowed`() async throws {
        try await withStore(migrations: everything) { store in
            await #expect(throws: StoreProblem.notAllowed) {
                try await store.write { try $0.run("INSERT INTO everything (id, words) VALUES (1, \("a\u{0}b"))") }
            }
        }
    }

    @Test func `of a type outside the dialect must be cast`() async throws {
        try await withStore(migrations: everything) { store in
            await #expect(throws: StoreProblem.self) {
                try await store.read { try $0.value("SELECT sum(id) FROM everything") as Int? }
            }
            let cast: SQL = "SELECT CAST(coalesce(sum(id), 0) AS bigint) FROM everything"
            let sum: Int? = try await store.read { try $0.value(cast) }
            #expect(sum == 0)
        }
    }

    @Test(
        "is written into a list like this",
        arguments: [
            ([Value.text("a\"b\\c"), .null, .integer(-5), .bool(true)], "{\"a\\\"b\\\\c\",NULL,-5,t}"),
            ([], "{}"),
            ([.bytes([0xAB, 1])], "{\"\\\\xab01\"}"),
            ([.real(.infinity), .real(.nan)], "{\"Infinity\",\"NaN\"}"),
        ])
    func lists(values: [Value], text: String) throws {
        var bytes: [UInt8] = []
        try PostgresParameters.append(list: values, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
