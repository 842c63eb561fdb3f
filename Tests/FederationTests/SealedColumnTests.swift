import Access
import Base
import Store
import Testing
import Vault
import Web

@testable import Federation

@Suite("The sealed columns") struct SealedColumnTests {
    @Test func `are brought under a new key on either engine`() async throws {
        try await withTown { town in
            let (old, ring) = (town.ring, town.ring.rotated(on: Day("2026-03-02")!))
            let batch: ID<ImportBatch> = try await town.store.write { tx in try Self.fill(tx, old, town.university.id) }
            for column in Module.federation.sealed + SealedColumn.access where column.keeps == nil {
                let before = try await town.store.read { try column.counts(in: $0) }
                let total = before[old.key(.seal).id] ?? 0
                #expect(total > 0 && before.count == 1, "\(column.name)")
                var spot: SealedColumn.Spot? = .start
                var done = 0
                while let after = spot {
                    let turn = try await town.store.write {
                        try column.reseal(after: after, limit: 2, ring: ring, in: $0)
                    }
                    #expect(turn.faults == [] && turn.resealed <= 2, "\(column.name)")
                    done += turn.resealed
                    spot = turn.last
                }
                #expect(done == total, "\(column.name)")
                let left = try await town.store.read { try column.counts(in: $0) }
                #expect(left == [ring.key(.seal).id: total], "\(column.name)")
                let again = try await town.store.write {
                    try column.reseal(after: .start, limit: 9, ring: ring, in: $0)
                }
                #expect(again.resealed == 0 && again.last == nil)
            }
            let rows: [ImportRow] = try await town.store.read { tx in
                try tx.all("SELECT \(ImportRow.columns) FROM import_row WHERE batch_id = \(batch) ORDER BY line")
            }
            #expect(rows.count == 5)
            for row in rows {
                let place = ImportRow.payloadPlace(batch, row.line)
                #expect(try ring.openText(Sealed(try #require(row.payload)), for: place) == "{}")
            }
        }
    }

    /// Something in every column.
    private static func fill(_ tx: Transaction, _ ring: KeyRing, _ unit: ID<Unit>) throws -> ID<ImportBatch> {
        let batch = tx.newID(ImportBatch.self)
        try tx.run(
            """
            INSERT INTO import_batch (id, unit_id, made_at, file_name, file_digest, format, state, titles, rows_read,
                count_new, count_matched, count_changed, count_wrong, count_written, count_kept, rows_digest, version)
            VALUES (\(batch), \(unit), \(tx.now), 'a.csv', '-', 'csv', 'checked', '[]', 5, 5, 0, 0, 0, 0, 0, '', 1)
            """)
        for line in 1...5 {
            let payload = ring.seal("{}", for: ImportRow.payloadPlace(batch, line)).bytes
            let before = ring.seal("{}", for: ImportRow.beforePlace(batch, line)).bytes
            try tx.run(
                """
                INSERT INTO import_row (batch_id, line, kind, payload, before, done)
                VALUES (\(batch), \(line), 'new', \(payload), \(before), \(false))
                """)
        }
        let merge = tx.newID(PersonMerge.self)
        try tx.run(
            """
            INSERT INTO person_merge (id, kept, gone, made_at, made_by, before, kept_version, state)
            VALUES (\(merge), 1, 2, \(tx.now), 1, \(ring.seal("{}", for: PersonMerge.place(merge)).bytes), 1, 'standing')
            """)
        for person: ID<Person> in try tx.values("SELECT id FROM person ORDER BY id") {
            try tx.run(
                """
                UPDATE person SET identity_sealed = \(ring.seal("1", for: PersonEntry.identityPlace(person)).bytes),
                    phone_sealed = \(ring.seal("2", for: PersonEntry.phonePlace(person)).bytes)
                 WHERE id = \(person)
                """)
            let act = Act("person.enter", on: "person", person, concerning: person, detail: "-", "登记")
            try AuditEntry.write(act, by: nil, in: nil, ring: ring, tx)
        }
        return batch
    }
}
