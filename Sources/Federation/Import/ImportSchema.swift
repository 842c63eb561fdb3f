import Web

/// Files of members on their way in. What a row holds is sealed; what a finding shows is masked.
let importMigration = Migration(
    "federation 006 imports",
    """
    CREATE TABLE import_batch (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        made_by bigint,
        made_at bigint NOT NULL,
        file_name text NOT NULL,
        file_digest text NOT NULL,
        format text NOT NULL,
        state text NOT NULL CHECK (state IN
            ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone', 'failed')),
        problem text,
        titles text NOT NULL,
        rows_total bigint,
        rows_read bigint NOT NULL,
        count_new bigint NOT NULL,
        count_matched bigint NOT NULL,
        count_changed bigint NOT NULL,
        count_wrong bigint NOT NULL,
        count_written bigint NOT NULL,
        count_kept bigint NOT NULL,
        rows_digest text NOT NULL,
        finished_at bigint,
        duty bigint,
        version bigint NOT NULL
    );
    CREATE INDEX import_batch_unit ON import_batch (unit_id, id);
    CREATE TABLE import_row (
        batch_id bigint NOT NULL REFERENCES import_batch (id),
        line bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('new', 'matched', 'changed', 'wrong', 'kept')),
        person bigint,
        payload bytea NOT NULL,
        before bytea,
        person_version bigint,
        spell bigint,
        done boolean NOT NULL,
        PRIMARY KEY (batch_id, line)
    );
    CREATE INDEX import_row_person ON import_row (person, batch_id);
    CREATE TABLE import_finding (
        batch_id bigint NOT NULL REFERENCES import_batch (id),
        line bigint NOT NULL,
        seq bigint NOT NULL,
        column_name text NOT NULL,
        kind text NOT NULL,
        message text NOT NULL,
        value text NOT NULL,
        who text NOT NULL,
        PRIMARY KEY (batch_id, line, seq)
    );
    """)
