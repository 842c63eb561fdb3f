import Base
import Testing

@testable import Store

@Suite("Migrations") struct MigrationsTests {
    @Test func `are applied in order, once`() async throws {
        try await withStore([]) { store in
            #expect(try await Migrations.apply([notes], to: store) == ["tests 001 note"])
            let duties = ["store 001 duty", "store 002 outbox"]
            #expect(try await Migrations.apply([notes] + Migration.duties, to: store) == duties)
            #expect(try await Migrations.apply([notes] + Migration.duties, to: store) == [])
            try await Migrations.verify([notes] + Migration.duties, in: store)
        }
    }

    @Test func `go on where they stopped`() async throws {
        try await withStore([]) { store in
            let text = "CREATE TABLE other (id bigint NOT NULL PRIMARY KEY)"
            let broken = Migration("tests 002 broken", text + "; SELECT nonsense")
            let mended = Migration("tests 002 broken", text)
            guard case .engine? = await problem({ try await Migrations.apply([notes, broken], to: store) }) else {
                throw Refusal.missing
            }
            #expect(try await Migrations.apply([notes, mended], to: store) == ["tests 002 broken"])
        }
    }

    @Test func `that were edited are noticed`() async throws {
        try await withStore { store in
            let edited = Migration(notes.name, notes.text(for: .postgres) + " ")
            guard case .version? = await problem({ try await Migrations.apply([edited], to: store) }) else {
                throw Refusal.missing
            }
            try await Migrations.verify([notes], in: store)
        }
    }

    @Test func `of a newer program are not run over`() async throws {
        try await withStore([notes] + Migration.duties) { store in
            guard case .version(let words)? = await problem({ try await Migrations.verify([notes], in: store) }) else {
                throw Refusal.missing
            }
            #expect(words.contains("newer"))
            guard
                case .version(let lack)? = await problem({
                    try await Migrations.verify([notes] + Migration.duties + Installation.migrations, in: store)
                })
            else { throw Refusal.missing }
            #expect(lack.contains("lacks 2"))
        }
    }

    @Test func `may rebuild a table that others name, and may not leave a broken link`() async throws {
        func rebuild(_ name: String, where condition: String) -> Migration {
            Migration(
                name,
                sqlite: """
                    CREATE TABLE note_new (
                        id bigint NOT NULL PRIMARY KEY, text text NOT NULL, parent_id bigint REFERENCES note (id)
                    );
                    INSERT INTO note_new SELECT id, text, parent_id FROM note WHERE \(condition);
                    DROP TABLE note;
                    ALTER TABLE note_new RENAME TO note
                    """, postgres: "ALTER TABLE note DROP CONSTRAINT note_text_key")
        }
        try await withStore { store in
            try await store.add("parent")
            let parent: Int64? = try await store.read { try $0.value("SELECT id FROM note") }
            try await store.add("child", parent: parent)
            let bad = rebuild("tests 002 bad", where: "text <> 'parent'")
            #expect(await problem { try await Migrations.apply([notes, bad], to: store) } == .brokenLink)
            try await Migrations.apply([notes, rebuild("tests 002 good", where: "TRUE")], to: store)
            #expect(try await store.texts() == ["child", "parent"])
            #expect(await problem { try await store.add("orphan", parent: 99) } == .brokenLink)
        }
    }

    @Test func `end in a schema that can be read`() async throws {
        try await withStore { store in
            let text = try await store.schemaText()
            #expect(
                text == """
                    CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY,
                        text text NOT NULL UNIQUE CHECK (text <> 'forbidden'),
                        parent_id bigint REFERENCES note (id));
                    CREATE TABLE schema_migration (name text NOT NULL PRIMARY KEY,
                        applied_at bigint NOT NULL,
                        digest text NOT NULL);

                    """)
        }
    }

    @Test(
        "have digests that are SHA-256",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (String(repeating: "a", count: 1000), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
        ])
    func digests(text: String, expected: String) {
        #expect(Digest.hexadecimal(of: text) == expected)
    }
}
