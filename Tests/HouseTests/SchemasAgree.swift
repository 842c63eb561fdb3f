import Store
import TestKit
import Testing
import Web

@testable import App

/// One list of migrations makes two schemas, one on each engine; where they may differ at all is named here.
@Suite("The two schemas", .enabled(if: runsOnPostgres)) struct SchemasAgree {
    /// What only one engine has: SQLite's full-text tables.
    private static let onlySQLite = ["member_search"]

    @Test func `say the same of tables, columns, keys, indexes and checks`() async throws {
        let small = try await Store.temporary(joined.migrations, world: .frozen())
        let asSQLite = try await small.read { tx in try Self.sqliteFacts(in: tx) }
        await small.close()
        try await withStore(migrations: joined.migrations) { store in
            let asPostgres = try await store.read { tx in try Self.postgresFacts(in: tx) }
            #expect(asSQLite.subtracting(asPostgres).sorted() == [], "on SQLite alone")
            #expect(asPostgres.subtracting(asSQLite).sorted() == [], "on PostgreSQL alone")
            #expect(asSQLite.count > 100)
        }
    }

    private static func sqliteFacts(in tx: Transaction) throws -> Set<String> {
        let tables: [String] = try tx.values(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        var facts: Set<String> = []
        for table in tables where !onlySQLite.contains(where: { table.hasPrefix($0) }) {
            // A key of one integer is never null on SQLite, said or not.
            let columns: [String] = try tx.values(
                """
                SELECT name || CASE WHEN "notnull" = 1 OR pk > 0 THEN ' not null' ELSE '' END
                  FROM pragma_table_info(\(table))
                """)
            let primary: [String] = try tx.values(
                "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk")
            let foreign: [String] = try tx.values(
                "SELECT \"from\" || ' → ' || \"table\" FROM pragma_foreign_key_list(\(table))")
            let indexes: [String] = try tx.values(
                """
                SELECT CASE l."unique" WHEN 1 THEN 'unique (' ELSE 'index (' END ||
                    (SELECT group_concat(coalesce(name, '…'), ', ')
                       FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno))
                    || ')' || CASE l.partial WHEN 1 THEN ' partial' ELSE '' END
                  FROM pragma_index_list(\(table)) l WHERE l.origin <> 'pk'
                """)
            let text: String? = try tx.value("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = \(table)")
            let checks = (text ?? "").split(separator: "CHECK", omittingEmptySubsequences: false).count - 1
            facts.formUnion(["\(table): primary key \(primary)", "\(table): \(checks) checks"])
            facts.formUnion((columns + foreign + indexes).map { "\(table): \($0)" })
        }
        return facts
    }

    private static func postgresFacts(in tx: Transaction) throws -> Set<String> {
        var facts: Set<String> = []
        let tables: [String] = try tx.values(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()")
        for table in tables {
            let here: SQL = """
                (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = current_schema() AND c.relname = \(table))
                """
            let columns: [String] = try tx.values(
                """
                SELECT a.attname || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = \(here) AND a.attnum > 0 AND NOT a.attisdropped
                """)
            let primary: [String] = try tx.values(
                """
                SELECT CAST(a.attname AS text) FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                 WHERE i.indrelid = \(here) AND i.indisprimary
                 ORDER BY array_position(CAST(i.indkey AS smallint[]), a.attnum)
                """)
            let foreign: [String] = try tx.values(
                """
                SELECT a.attname || ' → ' || f.relname FROM pg_catalog.pg_constraint r
                  JOIN pg_catalog.pg_class f ON f.oid = r.confrelid
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = ANY (r.conkey)
                 WHERE r.conrelid = \(here) AND r.contype = 'f'
                """)
            let indexes = try postgresIndexes(of: here, in: tx)
            let checks: Int =
                try tx.value(
                    "SELECT count(*) FROM pg_catalog.pg_constraint r WHERE r.conrelid = \(here) AND r.contype = 'c'")
                ?? 0
            facts.formUnion(["\(table): primary key \(primary)", "\(table): \(checks) checks"])
            facts.formUnion((columns + foreign + indexes).map { "\(table): \($0)" })
        }
        return facts
    }

    private static func postgresIndexes(of table: SQL, in tx: Transaction) throws -> [String] {
        try tx.values(
            """
            SELECT CASE WHEN i.indisunique THEN 'unique (' ELSE 'index (' END ||
                (SELECT string_agg(coalesce(CAST(a.attname AS text), '…'), ', ' ORDER BY k.place)
                   FROM unnest(CAST(i.indkey AS smallint[])) WITH ORDINALITY AS k (number, place)
                   LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid
                        AND a.attnum = k.number AND k.number > 0)
                || ')' || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              JOIN pg_catalog.pg_am m ON m.oid = x.relam
             WHERE i.indrelid = \(table) AND NOT i.indisprimary AND m.amname = 'btree'
            """)
    }
}
