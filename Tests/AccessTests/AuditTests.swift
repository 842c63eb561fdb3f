import Access
import Base
import Store
import TestKit
import Testing
import Vault

@Suite("The audit chain") struct AuditTests {
    private static let person = ID<Person>(77)

    /// Three chains of five entries each, those of the second with personal detail.
    private static func withChains(_ body: (Store, KeyRing) async throws -> Void) async throws {
        try await withStore(migrations: accessMigrations) { store in
            let ring = KeyRing.fresh(on: store.world.now().day)
            for number in 0..<15 {
                try await store.write { tx in
                    let detail = number % 3 == 1 ? "原因 \(number)" : ""
                    let act = Act(
                        "note.write", on: "note", ID<Unit>(Int64(number + 1)), concerning: person, detail: detail,
                        "写了一条")
                    try AuditEntry.write(act, by: ID(9), in: ID<Unit>(Int64(number % 3 + 1)), ring: ring, tx)
                }
            }
            try await body(store, ring)
        }
    }

    private static func flaws(_ store: Store) async throws -> [String] {
        try await store.read { tx in try AuditEntry.flaws(in: tx) }
    }

    @Test func `of honest entries holds`() async throws {
        try await Self.withChains { store, _ in
            let flaws = try await Self.flaws(store)
            #expect(flaws == [])
        }
    }

    @Test(
        "finds",
        arguments: [
            "UPDATE audit_entry SET words = 'x' WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET actor = 8 WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET actor = NULL WHERE chain = 1 AND number = 5",
            "UPDATE audit_entry SET at = at + 1 WHERE chain = 1 AND number = 1",
            "UPDATE audit_entry SET act = 'note.read' WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET subject = 999 WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET subject_kind = 'unit' WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET concerns = NULL WHERE chain = 1 AND number = 3",
            "UPDATE audit_entry SET detail = hash WHERE chain = 2 AND number = 3",
            "UPDATE audit_entry SET hash = detail WHERE chain = 2 AND number = 3",
            "UPDATE audit_entry SET number = 6 WHERE chain = 1 AND number = 5",
            "UPDATE audit_entry SET chain = 4 WHERE chain = 1",
            "DELETE FROM audit_entry WHERE chain = 1 AND number = 1",
            "DELETE FROM audit_entry WHERE chain = 1 AND number = 3",
            "DELETE FROM audit_entry WHERE chain = 1 AND number = 5",
            "DELETE FROM audit_entry WHERE chain = 1",
            "DELETE FROM audit_head WHERE chain = 1",
            "UPDATE audit_head SET number = 4 WHERE chain = 1",
            """
            UPDATE audit_entry SET number = -3 WHERE chain = 1 AND number = 3;
            UPDATE audit_entry SET number = 3 WHERE chain = 1 AND number = 4;
            UPDATE audit_entry SET number = 4 WHERE chain = 1 AND number = -3
            """,
            """
            UPDATE audit_entry SET words = (SELECT b.words || '' FROM audit_entry b WHERE b.chain = 1 AND b.number = 4),
                subject = (SELECT b.subject FROM audit_entry b WHERE b.chain = 1 AND b.number = 4),
                hash = (SELECT b.hash FROM audit_entry b WHERE b.chain = 1 AND b.number = 4)
             WHERE chain = 1 AND number = 3
            """,
        ])
    func tampering(sql: String) async throws {
        try await Self.withChains { store, _ in
            try await store.write { tx in try tx.script(raw: sql) }
            let flaws = try await Self.flaws(store)
            #expect(!flaws.isEmpty)
            #expect(
                flaws.allSatisfy {
                    sql.contains("chain = 2") ? $0.contains("链 2") : $0.contains("链 1") || $0.contains("链 4")
                })
        }
    }

    @Test func `holds when a person's key is destroyed, and tells the detail no more`() async throws {
        try await Self.withChains { store, ring in
            let before = try await store.read { tx in try Self.details(ring, tx) }
            #expect(before == ["原因 13", "原因 10", "原因 7", "原因 4", "原因 1"])
            try await store.write { tx in try PersonalKey.destroy(of: Self.person, in: tx) }
            let after = try await store.read { tx in try Self.details(ring, tx) }
            #expect(after == [nil, nil, nil, nil, nil])
            let found1 = try await Self.flaws(store)
            #expect(found1 == [])
        }
    }

    private static func details(_ ring: KeyRing, _ tx: Transaction) throws -> [String?] {
        try AuditEntry.concerning(person, limit: 99, in: tx).filter { !$0.detail.isEmpty }
            .map { try $0.openDetail(ring: ring, in: tx) }
    }

    @Test func `grows from nothing under many hands at once`() async throws {
        try await withStore(migrations: accessMigrations) { store in
            let ring = KeyRing.fresh(on: store.world.now().day)
            try await withThrowingTaskGroup { group in
                for number in 0..<24 {
                    group.addTask {
                        try await store.write { tx in
                            let act = Act(
                                "note.write", on: "note", ID<Unit>(Int64(number + 1)), concerning: Self.person,
                                detail: "原因", "写了一条")
                            try AuditEntry.write(act, by: ID(9), in: ID<Unit>(5), ring: ring, tx)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let found2 = try await Self.flaws(store)
            #expect(found2 == [])
            let count: Int? = try await store.read { tx in try tx.value("SELECT count(*) FROM audit_entry") }
            #expect(count == 24)
        }
    }
}
