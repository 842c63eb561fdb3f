import Web

/// Files whose columns are being told, and what is remembered of that.
let waitingRosterMigration = Migration(
    "federation 036 waiting rosters",
    """
    CREATE TABLE waiting_roster (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        made_by bigint,
        made_at bigint NOT NULL,
        file_name text NOT NULL,
        file_digest text NOT NULL,
        survey bytea NOT NULL,
        plan text NOT NULL,
        version bigint NOT NULL
    );
    CREATE INDEX waiting_roster_unit ON waiting_roster (unit_id, id);
    CREATE INDEX waiting_roster_made ON waiting_roster (made_at);
    CREATE TABLE roster_memory (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        shape text NOT NULL,
        titles text NOT NULL,
        meanings text NOT NULL,
        made_by bigint,
        made_at bigint NOT NULL,
        uses bigint NOT NULL
    );
    CREATE UNIQUE INDEX roster_memory_shape ON roster_memory (unit_id, shape);
    ALTER TABLE import_batch ADD COLUMN plan text NOT NULL DEFAULT '';
    """)

/// What was passed over in a file; see `PassedRows`.
let passedRowsMigration = Migration(
    "federation 048 passed rows",
    "ALTER TABLE import_batch ADD COLUMN passed text NOT NULL DEFAULT ''")
