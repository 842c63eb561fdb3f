import Base
import Glibc
import Testing
import TestKit

@testable import Store

private let address = getenv("UNIONHOME_TEST_POSTGRES").map { String(cString: $0) } ?? ""

private let things = [
    Migration(
        "tests 001 things",
        """
        CREATE TABLE thing (
            id bigint NOT NULL PRIMARY KEY,
            state text NOT NULL DEFAULT 'filed' CHECK (state IN ('filed', 'open')), words text
        );
        CREATE TABLE part (
            thing_id bigint NOT NULL REFERENCES thing (id) ON DELETE CASCADE, number bigint NOT NULL,
            PRIMARY KEY (thing_id, number), UNIQUE (number)
        );
        CREATE INDEX part_by_number ON part (number, thing_id);
        CREATE UNIQUE INDEX thing_open ON thing (words) WHERE state = 'open';
        CREATE VIEW published_things AS SELECT id FROM thing;
        """)
]

@Suite("A database of PostgreSQL", .enabled(if: runsOnPostgres)) struct PostgresDatabaseTests {
    private let database = PostgresDatabase(conninfo: address, connections: 2, waitLimit: 2)

    private func schema(_ name: String) -> String { "d_\(getpid())_\(name)" }

    private func store(_ schema: String) -> Store {
        database.store("test", schema: schema, world: .frozen(), ids: IDSource(node: 0))
    }

    @Test func `describes a schema without its names of keys`() async throws {
        let name = schema("words")
        try await database.create(schema: name)
        try await store(name).alone { try $0.script(raw: things[0].text(for: .postgres)) }
        #expect(try await database.tables(of: name) == ["part", "thing"])
        #expect(
            try await database.describe(schema: name) == """
                table part
                  thing_id bigint not null
                  number bigint not null
                  foreign key (thing_id) references thing (id) on delete cascade
                  primary key (thing_id, number)
                  unique (number)
                  index (number, thing_id)
                table thing
                  id bigint not null
                  state text not null default 'filed'
                  words text
                  check (state = ANY (ARRAY['filed'::text, 'open'::text]))
                  primary key (id)
                  unique index (words) where (state = 'open'::text)
                view published_things

                """)
        try await database.drop(schema: name)
        #expect(try await !database.has(schema: name))
        await database.close()
    }

    @Test func `is backed up and comes back, also beside the living`() async throws {
        let (old, new) = (schema("old"), schema("new"))
        try await database.create(schema: old)
        try await store(old).alone { tx in
            try tx.script(raw: things[0].text(for: .postgres))
            for id in 1...50 { try tx.run("INSERT INTO thing (id, words) VALUES (\(id), \("𠮷\\.'\n\(id)"))") }
        }
        let folder = try temporaryFolder()
        try await database.backUp(schema: old, into: folder)
        try await database.restore(from: folder, as: new)
        let words = try await store(new).read { try $0.values("SELECT words FROM thing ORDER BY id") as [String] }
        #expect(words == (1...50).map { "𠮷\\.'\n\($0)" })
        #expect(try await database.describe(schema: new) == database.describe(schema: old))
        // Not over what is there, and not when a byte is another.
        await #expect(throws: StoreProblem.self) { try await database.restore(from: folder, as: new) }
        try await database.drop(schema: new)
        try PostgresCommand("sed", ["-i", "s/filed/field/", "\(folder)/store.sql"]).run()
        await #expect(throws: StoreProblem.self) { try await database.restore(from: folder, as: new) }
        #expect(try await !database.has(schema: new))
        try await database.drop(schema: old)
        removeFolder(folder)
        await database.close()
    }

    @Test func `keeps two federations apart when each has its role`() async throws {
        let names = [schema("x"), schema("y")]
        for name in names {
            try await store("pg_catalog").alone { tx in
                try tx.script(raw: "CREATE ROLE \(name) LOGIN; CREATE SCHEMA \(name) AUTHORIZATION \(name)")
            }
            try await store(name).alone { tx in
                try tx.script(raw: "SET LOCAL ROLE \(name); CREATE TABLE thing (id bigint NOT NULL PRIMARY KEY)")
            }
        }
        let (mine, other) = (names[0], names[1])
        let statements = [
            "SELECT id FROM \(other).thing", "INSERT INTO \(other).thing (id) VALUES (1)",
            "INSERT INTO thing (id) SELECT id FROM \(other).thing", "UPDATE thing SET id = o.id FROM \(other).thing o",
            "DELETE FROM thing USING \(other).thing o WHERE o.id = thing.id",
            "CREATE TABLE mine (id bigint PRIMARY KEY REFERENCES \(other).thing (id))",
            "CREATE VIEW spy AS SELECT id FROM \(other).thing", "DROP TABLE \(other).thing",
        ]
        for statement in statements {
            let findings = citusFindings(schema: ["CREATE TABLE thing (id bigint PRIMARY KEY)", statement])
            #expect(!findings.isEmpty || statement.hasPrefix("DROP"))
            await #expect(throws: StoreProblem.self, "\(statement)") {
                try await store(mine).alone { try $0.script(raw: "SET LOCAL ROLE \(mine); \(statement)") }
            }
        }
        for name in names {
            try await store("pg_catalog").alone { try $0.script(raw: "DROP SCHEMA \(name) CASCADE; DROP ROLE \(name)") }
        }
        await database.close()
    }

    @Test func `refuses at once who would wait too long`() async throws {
        // Two work, two wait; nobody goes on before the other 36 were refused.
        let gate = Turnstile()
        let answers = await withTaskGroup(of: StoreProblem?.self) { group in
            for _ in 0..<40 {
                group.addTask { await ending { try await self.store("pg_catalog").read { _ in gate.wait() } } }
            }
            var answers: [StoreProblem?] = []
            for await answer in group {
                answers.append(answer)
                if answers.count == 36 { gate.open() }
            }
            return answers
        }
        #expect(answers == Array(repeating: .busy, count: 36) + Array(repeating: nil, count: 4))
        await database.close()
    }

    @Test func `stops what nobody waits for`() async throws {
        let running = Task { try await store("pg_catalog").read { try $0.run("SELECT pg_sleep(60)") } }
        let count: SQL = """
            SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)' AND state = 'active'
            """
        while try await store("pg_catalog").read({ try $0.value(count) == 0 }) { await Task.yield() }
        running.cancel()
        await #expect(throws: StoreProblem.interrupted) { _ = try await running.value }
        // The connection is whole, and no later statement is hit by the interruption.
        for _ in 0..<50 {
            #expect(try await store("pg_catalog").read { try $0.value("SELECT CAST(1 AS bigint)") } == 1)
        }
        await database.close()
    }

    @Test func `interrupts a thousand at random and serves the rest`() async throws {
        let served = try await withThrowingTaskGroup(of: Int.self) { group in
            let wide = PostgresDatabase(conninfo: address, connections: 4, waitLimit: 10_000)
            let store = wide.store("t", schema: "pg_catalog", world: .frozen(), ids: IDSource(node: 0))
            for number in 0..<1000 {
                group.addTask {
                    let visit = Task {
                        try await store.read { try $0.value("SELECT CAST(\(number) AS bigint)") as Int? }
                    }
                    if number.isMultiple(of: 2) { visit.cancel() }
                    do {
                        let answer = try await visit.value
                        #expect(answer == number)
                        return 1
                    } catch StoreProblem.interrupted where number.isMultiple(of: 2) {
                        return 0
                    }
                }
            }
            let sum = try await group.reduce(0, +)
            await wide.close()
            return sum
        }
        #expect(served >= 500)
        await database.close()
    }

    @Test func `loads 100,000 rows, or none`() async throws {
        let name = schema("load")
        try await database.create(schema: name)
        let store = store(name)
        try await store.alone { try $0.script(raw: "CREATE TABLE thing (id bigint NOT NULL PRIMARY KEY, words text)") }
        let load = { @Sendable (tx: Transaction, end: Int, fault: Int) throws -> Int in
            var id = 0
            return try tx.load("thing", ["id", "words"]) {
                id += 1
                if id == fault { throw Refusal.missing }
                return id <= end ? [.integer(Int64(id)), .text("教工 \(id)\t\\")] : nil
            }
        }
        await #expect(throws: Refusal.missing) { try await store.alone { try load($0, 100_000, 60_000) } }
        await #expect(throws: StoreProblem.notUnique) {
            try await store.alone { tx in
                try tx.run("INSERT INTO thing (id) VALUES (70000)")
                return try load(tx, 100_000, 0)
            }
        }
        #expect(try await store.read { try $0.value("SELECT count(*) FROM thing") } == 0)
        #expect(try await store.alone { try load($0, 100_000, 0) } == 100_000)
        #expect(try await store.read { try $0.value("SELECT words FROM thing WHERE id = 99999") } == "教工 99999\t\\")
        try await database.drop(schema: name)
        await database.close()
    }

    @Test func `survives a schema changed under its prepared statements`() async throws {
        let name = schema("plans")
        try await database.create(schema: name)
        let store = store(name)
        try await store.alone { try $0.script(raw: "CREATE TABLE thing (id bigint NOT NULL PRIMARY KEY, words text)") }
        let ask = { @Sendable (tx: Transaction) throws in try tx.run("SELECT * FROM thing") }
        for _ in 0..<4 { _ = try await store.read(ask) }
        try await store.alone { try $0.script(raw: "ALTER TABLE thing ADD COLUMN more bigint") }
        for _ in 0..<4 { _ = try await store.read(ask) }
        try await database.drop(schema: name)
        await database.close()
    }
}

/// The problem that a visit ended with.
private func ending(_ body: () async throws -> Void) async -> StoreProblem? {
    do {
        try await body()
        return nil
    } catch {
        return error as? StoreProblem ?? .engine("\(error)")
    }
}
