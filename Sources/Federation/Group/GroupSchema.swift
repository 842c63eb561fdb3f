import Web

/// Named groups of units: their spellings, their rule clause by clause, and the exceptions by name. What a group means on a day
/// is found from these; the list itself is never kept.
let groupMigration = Migration(
    "federation 025 unit groups",
    """
    CREATE TABLE unit_group (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        name text NOT NULL,
        note text,
        ended_on text,
        version bigint NOT NULL
    );
    CREATE INDEX unit_group_unit ON unit_group (unit_id);
    CREATE TABLE unit_group_spelling (
        id bigint NOT NULL PRIMARY KEY,
        group_id bigint NOT NULL REFERENCES unit_group (id),
        words text NOT NULL,
        words_key text NOT NULL UNIQUE
    );
    CREATE INDEX unit_group_spelling_group ON unit_group_spelling (group_id);
    CREATE TABLE unit_group_clause (
        id bigint NOT NULL PRIMARY KEY,
        group_id bigint NOT NULL REFERENCES unit_group (id),
        below_id bigint NOT NULL REFERENCES unit (id),
        is_direct boolean NOT NULL,
        level text,
        kind text,
        has_preparing boolean NOT NULL,
        from_day text,
        until_day text,
        CHECK (from_day IS NULL OR until_day IS NULL OR until_day >= from_day)
    );
    CREATE INDEX unit_group_clause_group ON unit_group_clause (group_id);
    CREATE INDEX unit_group_clause_below ON unit_group_clause (below_id);
    CREATE TABLE unit_group_exception (
        id bigint NOT NULL PRIMARY KEY,
        group_id bigint NOT NULL REFERENCES unit_group (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        is_in boolean NOT NULL,
        from_day text NOT NULL,
        until_day text,
        reason text NOT NULL,
        paper text,
        CHECK (until_day IS NULL OR until_day >= from_day)
    );
    CREATE INDEX unit_group_exception_group ON unit_group_exception (group_id);
    CREATE INDEX unit_group_exception_unit ON unit_group_exception (unit_id);
    CREATE UNIQUE INDEX unit_group_exception_current ON unit_group_exception (group_id, unit_id) WHERE until_day IS NULL;
    """)
