import Web

/// Rows that wait for an officer, with what was decided; rows whose sealed contents were destroyed after their time.
let importDoubtMigration = Migration(
    "federation 038 import doubts",
    sqlite: """
        CREATE TABLE import_row_new (
            batch_id bigint NOT NULL REFERENCES import_batch (id),
            line bigint NOT NULL,
            kind text NOT NULL CHECK (kind IN
                ('new', 'matched', 'changed', 'wrong', 'kept', 'doubtful', 'omitted')),
            person bigint,
            payload bytea,
            before bytea,
            person_version bigint,
            spell bigint,
            done boolean NOT NULL,
            PRIMARY KEY (batch_id, line)
        );
        INSERT INTO import_row_new (batch_id, line, kind, person, payload, before, person_version, spell, done)
            SELECT batch_id, line, kind, person, payload, before, person_version, spell, done FROM import_row;
        DROP TABLE import_row;
        ALTER TABLE import_row_new RENAME TO import_row;
        CREATE INDEX import_row_person ON import_row (person, batch_id) WHERE person IS NOT NULL;
        CREATE INDEX import_row_kind ON import_row (batch_id, kind, line) WHERE kind <> 'new';
        \(importDoubtTables)
        """,
    postgres: """
        ALTER TABLE import_row DROP CONSTRAINT import_row_kind_check;
        ALTER TABLE import_row ADD CONSTRAINT import_row_kind_check CHECK (kind IN
            ('new', 'matched', 'changed', 'wrong', 'kept', 'doubtful', 'omitted'));
        ALTER TABLE import_row ALTER COLUMN payload DROP NOT NULL;
        DROP INDEX import_row_person;
        CREATE INDEX import_row_person ON import_row (person, batch_id) WHERE person IS NOT NULL;
        CREATE INDEX import_row_kind ON import_row (batch_id, kind, line) WHERE kind <> 'new';
        \(importDoubtTables)
        """)

/// What both engines say alike.
private let importDoubtTables = """
    ALTER TABLE import_batch ADD COLUMN count_doubtful bigint NOT NULL DEFAULT 0;
    ALTER TABLE import_batch ADD COLUMN count_omitted bigint NOT NULL DEFAULT 0;
    ALTER TABLE import_batch ADD COLUMN count_mended bigint NOT NULL DEFAULT 0;
    ALTER TABLE import_batch ADD COLUMN destroyed_at bigint;
    ALTER TABLE import_batch ADD COLUMN shelf_mark text;
    CREATE INDEX import_finding_kind ON import_finding (batch_id, kind, line, seq);
    CREATE TABLE import_doubt (
        batch_id bigint NOT NULL REFERENCES import_batch (id),
        line bigint NOT NULL,
        person bigint,
        choice text NOT NULL CHECK (choice IN ('open', 'take', 'keep', 'another', 'omit')),
        decided_by bigint,
        decided_at bigint,
        PRIMARY KEY (batch_id, line)
    );
    CREATE INDEX import_doubt_choice ON import_doubt (batch_id, choice, line)
    """
