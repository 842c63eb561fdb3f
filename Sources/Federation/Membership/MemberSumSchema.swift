import Web

/// Sums of units with all below them, and the changes that wait to be folded into them.
let memberSumMigration = Migration(
    "federation 028 member sums",
    """
    CREATE TABLE member_sum (
        unit_id bigint NOT NULL REFERENCES unit (id),
        state text NOT NULL,
        employment text NOT NULL,
        members bigint NOT NULL,
        PRIMARY KEY (unit_id, state, employment)
    );
    CREATE TABLE member_change (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        state text NOT NULL,
        employment text NOT NULL,
        change bigint NOT NULL
    );
    CREATE INDEX member_change_unit ON member_change (unit_id);
    CREATE TABLE member_fold (
        id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
        folds bigint NOT NULL
    );
    INSERT INTO member_fold (id, folds) VALUES (1, 0);
    INSERT INTO member_sum (unit_id, state, employment, members)
    SELECT u.id, c.state, c.employment, CAST(sum(c.members) AS bigint)
      FROM unit u JOIN member_count c
        ON c.unit_path >= u.path AND c.unit_path < substr(u.path, 1, length(u.path) - 1) || '0'
     GROUP BY u.id, c.state, c.employment;
    """)

/// Two indexes for what is so rare that a walk through the list would be long.
let rareKindMigration = Migration(
    "federation 029 rare kinds",
    """
    CREATE INDEX membership_kind ON membership (state, employment, unit_path) WHERE until_day IS NULL;
    CREATE INDEX membership_unsexed ON membership (unit_path, name_key, id, state, employment, sex, until_day)
        WHERE until_day IS NULL AND sex = 'unknown';
    """)
