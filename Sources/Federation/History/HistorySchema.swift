import Web

/// What units were from day to day, and the acts that changed them. Every unit that is there already gets its first spell: from
/// its founding day, or from the earliest day of the books when that is not known.
let historyMigration = Migration(
    "federation 020 unit history",
    sqlite: historyTables + firstSpells("date(dissolved_on, '-1 day')"),
    postgres: historyTables + firstSpells("CAST(CAST(dissolved_on AS date) - 1 AS text)"))

private let historyTables = """
    CREATE TABLE unit_change (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL CHECK (kind IN
            ('enter', 'found', 'rename', 'correct', 'move', 'merge', 'split', 'dissolve')),
        state text NOT NULL CHECK (state IN ('planned', 'done', 'dropped')),
        on_day text NOT NULL,
        paper text,
        paper_day text,
        scan_hash text,
        scan_size bigint,
        scan_type text CHECK (scan_type IN ('pdf', 'png', 'jpeg')),
        scan_name text,
        plan text NOT NULL,
        words text NOT NULL,
        made_by bigint,
        made_at bigint NOT NULL,
        version bigint NOT NULL
    );
    CREATE INDEX unit_change_unit ON unit_change (unit_id, on_day);
    CREATE TABLE unit_change_part (
        change_id bigint NOT NULL REFERENCES unit_change (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        role text NOT NULL CHECK (role IN ('subject', 'from', 'into', 'parent')),
        name text NOT NULL,
        members bigint NOT NULL,
        PRIMARY KEY (change_id, unit_id, role)
    );
    CREATE INDEX unit_change_part_unit ON unit_change_part (unit_id, change_id);
    CREATE TABLE unit_spell (
        unit_id bigint NOT NULL REFERENCES unit (id),
        from_day text NOT NULL,
        until_day text,
        parent_id bigint REFERENCES unit (id),
        path text NOT NULL,
        name text NOT NULL,
        short_name text NOT NULL,
        level text NOT NULL,
        kind text NOT NULL,
        state text NOT NULL CHECK (state IN ('preparing', 'standing')),
        PRIMARY KEY (unit_id, from_day),
        CHECK (until_day IS NULL OR until_day >= from_day)
    );
    CREATE INDEX unit_spell_path ON unit_spell (path, from_day, until_day);
    CREATE INDEX unit_spell_parent ON unit_spell (parent_id, from_day);
    DROP INDEX membership_unit;
    CREATE INDEX membership_unit ON membership (unit_id, state, employment, from_day, until_day);

    """

private func firstSpells(_ lastDay: String) -> String {
    """
    INSERT INTO unit_spell (unit_id, from_day, until_day, parent_id, path, name, short_name, level, kind, state)
    SELECT id, coalesce(founded_on, '1900-01-01'), CASE WHEN state = 'dissolved' THEN \(lastDay) END, parent_id, path,
        name, short_name, level, kind, CASE WHEN state = 'dissolved' THEN 'standing' ELSE state END
      FROM unit
     WHERE state <> 'dissolved' OR dissolved_on > coalesce(founded_on, '1900-01-01');
    """
}
