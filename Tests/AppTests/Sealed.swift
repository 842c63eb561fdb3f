import Testing
import Vault
import Web

@testable import App

/// A federation in which something is sealed in every column: a small town, a phone's codes, an import, a detail of the
/// chain that concerns nobody.
func withSealed(chainIsTrue: Bool = false, _ body: (_ data: String) async throws -> Void) async throws {
    try await withTwo { data in
        // The first officer brings the first unit.
        _ = try await run(["account", "create", "admin", "--name", "顾立"] + KeysTests.at(data))
        let ring = try KeysTests.ring(data)
        try await KeysTests.with(data) { store in
            try await store.write { tx in
                try KeysTests.fill(tx, ring)
                if !chainIsTrue { try KeysTests.addDetail(tx, ring) }
            }
        }
        for number in KeysTests.files { _ = try KeysTests.shelf(data).keep([number, number], wall: "\(number)") }
        try await body(data)
    }
}

extension KeysTests {
    static func file(_ data: String) -> String { "\(data)/federations/bj/keys/ring.keys" }
    static func ring(_ data: String) throws -> KeyRing { try KeyRing.load(from: file(data)) }
    static func shelf(_ data: String) throws -> Shelf {
        Shelf(files: "\(data)/federations/bj/files", ring: try ring(data))
    }
    static func at(_ data: String) -> [String] { ["--federation", "bj", "--data", data] }

    /// Runs `body` on the federation's store, with the folder's lock.
    @discardableResult
    static func with<Result>(_ data: String, _ body: (Store) async throws -> Result) async throws -> Result {
        let installation = try await Installation.open(at: data, database: .sqlite, world: .system)
        do {
            let result = try await body(try #require(installation.store(named: "bj")))
            await installation.close()
            return result
        } catch {
            await installation.close()
            throw error
        }
    }

    /// What can be sealed anew and still is under the key that was the newest of this ring.
    static func left(under ring: KeyRing, _ data: String) async throws -> Int {
        let id = ring.key(.seal).id
        return try await with(data) { store in
            try await store.read { try SealedCounts(of: joined.sealed, and: shelf(data), in: $0).moving(id) }
        }
    }

    /// Every place of the fixture, with the words that are sealed there. The contexts are spelled out, as stored data has
    /// them for ever.
    private static var places: [(table: SQL, column: SQL, at: SQL, context: SealContext, words: String)] {
        var places: [(SQL, SQL, SQL, SealContext, String)] = []
        for id in 1...70 as ClosedRange<Int64> {
            let row = "\(id)"
            places.append(
                (
                    "person", "identity_sealed", "id = \(id)",
                    SealContext(table: "person", column: "identity_sealed", row: row), "identity \(id)"
                ))
            places.append(
                (
                    "person", "phone_sealed", "id = \(id)",
                    SealContext(table: "person", column: "phone_sealed", row: row), "phone \(id)"
                ))
            places.append(
                (
                    "import_row", "payload", "batch_id = 3 AND line = \(id)",
                    SealContext(table: "import_row", column: "payload", row: "3-\(id)"), "payload \(id)"
                ))
        }
        places.append(
            (
                "import_row", "before", "batch_id = 3 AND line = 8",
                SealContext(table: "import_row", column: "before", row: "3-8"), "before"
            ))
        places.append(
            (
                "account", "code_secret", "id = 9", SealContext(table: "account", column: "code_secret", row: "9"),
                "secret"
            ))
        return places
    }

    /// What is in the files on the shelf.
    static let files: ClosedRange<UInt8> = 1...7

    static func expectReadable(_ data: String) async throws {
        let ring = try ring(data)
        let shelf = try shelf(data)
        let inside = try shelf.marks().map { try shelf.bytes(of: $0) }
        #expect(Set(inside) == Set(files.map { [$0, $0] }) && inside.count == files.count)
        try await with(data) { store in
            try await store.read { tx in
                for place in places {
                    let bytes: [UInt8]? = try tx.value(
                        "SELECT \(place.column) FROM \(place.table) WHERE \(place.at)")
                    let words = try ring.openText(Sealed(try #require(bytes)), for: place.context)
                    #expect(words == place.words)
                }
                let entries: [AuditEntry] = try tx.all(
                    "SELECT \(AuditEntry.columns) FROM audit_entry WHERE act = 'test.enter' ORDER BY id")
                let details = try entries.map { try $0.openDetail(ring: ring, in: tx) }
                #expect(details == ["detail of 7", "detail of 8"])
            }
        }
    }

    /// A sealed value that belongs to another place.
    static func ofAnother(_ tx: Transaction) throws -> [UInt8] {
        try #require(try tx.value("SELECT phone_sealed FROM person WHERE id = 1"))
    }

    fileprivate static func fill(_ tx: Transaction, _ ring: KeyRing) throws {
        let none: [UInt8] = []
        for id in 1...70 as ClosedRange<Int64> {
            try tx.run(
                """
                INSERT INTO person (id, name, name_key, sex, version, entered_at)
                VALUES (\(id), '测试', 'ceshi', 'unknown', 1, \(tx.now))
                """)
        }
        try tx.run(
            """
            INSERT INTO account (id, person, sign_in_name, name, state, must_change, created_at)
            VALUES (9, 7, 'z009', '测试', 'open', false, \(tx.now))
            """)
        try tx.run(
            """
            INSERT INTO import_batch (id, unit_id, made_at, file_name, file_digest, format, state, titles, rows_read,
                count_new, count_matched, count_changed, count_wrong, count_written, count_kept, rows_digest, version)
            SELECT 3, min(id), \(tx.now), 'a.csv', '-', 'csv', 'checked', '[]', 70, 70, 0, 0, 0, 0, 0, '', 1 FROM unit
            """)
        for line in 1...70 as ClosedRange<Int64> {
            try tx.run(
                """
                INSERT INTO import_row (batch_id, line, kind, payload, done) VALUES (3, \(line), 'new', \(none), false)
                """)
        }
        for place in places {
            let bytes = ring.seal(place.words, for: place.context).bytes
            try tx.run("UPDATE \(place.table) SET \(place.column) = \(bytes) WHERE \(place.at)")
        }
        for person in [ID<Person>(7), ID(8)] {
            let act = Act("test.enter", on: "person", person, concerning: person, detail: "detail of \(person)", "登记")
            try AuditEntry.write(act, by: nil, in: nil, ring: ring, tx)
        }
    }

    /// A detail that concerns nobody, in a row with a known id outside the chain's order.
    fileprivate static func addDetail(_ tx: Transaction, _ ring: KeyRing) throws {
        let context = SealContext(table: "audit_entry", column: "detail", row: "5")
        let none: [UInt8] = []
        try tx.run(
            """
            INSERT INTO audit_entry (id, chain, number, at, act, subject_kind, subject, words, detail, hash)
            VALUES (5, 5, 1, \(tx.now), 'import.write', 'import', 3, '导入', \(ring.seal("rows", for: context).bytes), \(none))
            """)
    }
}
