import Store
import TestKit
import Testing
import Web

@testable import App

/// The tables of the house, and the rules they keep.
@Suite("The schema") struct SchemaIsListed {
    @Test(.enabled(if: !runsOnPostgres)) func `is the one that was agreed`() async throws {
        try await withStore(migrations: joined.migrations) { store in
            golden("schema.sql", is: try await store.schemaText())
        }
    }

    @Test func `keeps what Citus needs`() {
        let findings = citusFindings(schema: joined.migrations.map { $0.text(for: .postgres) })
        #expect(findings.map(\.description) == [])
    }

    @Test func `has no two migrations of one name`() {
        let names = joined.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(.enabled(if: !runsOnPostgres)) func `gives every id of another table a foreign key and an index`()
        async throws
    {
        try await withStore(migrations: joined.migrations) { store in
            let flaws = try await store.read { tx in try Self.flaws(in: tx) }
            #expect(flaws == [])
        }
    }

    private static func flaws(in tx: Transaction) throws -> [String] {
        let tables: [String] = try tx.values(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%search_%'"
        )
        var flaws: [String] = []
        for table in tables {
            let columns: [String] = try tx.values(
                "SELECT name FROM pragma_table_info(\(table)) WHERE name LIKE '%\\_id' ESCAPE '\\'")
            let primary: [String] = try tx.values("SELECT name FROM pragma_table_info(\(table)) WHERE pk = 1")
            let keys: [String] = try tx.values("SELECT \"from\" FROM pragma_foreign_key_list(\(table))")
            let indexed: [String] = try tx.values(
                """
                SELECT i.name FROM pragma_index_list(\(table)) l JOIN pragma_index_info(l.name) i ON i.seqno = 0
                """)
            flaws += columns.filter { !keys.contains($0) }.map { "\(table).\($0) has no foreign key" }
            flaws += columns.filter { !(indexed + primary).contains($0) }.map { "\(table).\($0) has no index" }
        }
        return flaws
    }
}
