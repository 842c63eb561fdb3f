import Web

/// Clusters (片组, A08) with the spells of their members and of their lead.
///
/// Spells of one unit and kind hang in a chain: each names the last day of the one before it, which no other may name, and
/// begins later. So the database itself refuses two clusters of a kind on one day, past days too, and two leads of a cluster.
let clusterMigration = Migration(
    "federation 024 clusters",
    """
    CREATE TABLE cluster (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL CHECK (kind IN ('district', 'university', 'base')),
        name text NOT NULL,
        note text,
        from_day text NOT NULL,
        until_day text,
        paper text,
        version bigint NOT NULL,
        CHECK (until_day IS NULL OR until_day >= from_day)
    );
    CREATE INDEX cluster_unit ON cluster (unit_id);
    CREATE TABLE cluster_member (
        id bigint NOT NULL PRIMARY KEY,
        cluster_id bigint NOT NULL REFERENCES cluster (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL,
        from_day text NOT NULL,
        until_day text,
        after_day text,
        UNIQUE (unit_id, kind, until_day),
        UNIQUE (unit_id, kind, after_day),
        FOREIGN KEY (unit_id, kind, after_day) REFERENCES cluster_member (unit_id, kind, until_day) ON UPDATE CASCADE,
        CHECK (until_day IS NULL OR until_day >= from_day),
        CHECK (after_day IS NULL OR from_day > after_day)
    );
    CREATE INDEX cluster_member_cluster ON cluster_member (cluster_id);
    CREATE UNIQUE INDEX cluster_member_first ON cluster_member (unit_id, kind) WHERE after_day IS NULL;
    CREATE UNIQUE INDEX cluster_member_open ON cluster_member (unit_id, kind) WHERE until_day IS NULL;
    CREATE TABLE cluster_lead (
        id bigint NOT NULL PRIMARY KEY,
        cluster_id bigint NOT NULL REFERENCES cluster (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        from_day text NOT NULL,
        until_day text,
        after_day text,
        UNIQUE (cluster_id, until_day),
        UNIQUE (cluster_id, after_day),
        FOREIGN KEY (cluster_id, after_day) REFERENCES cluster_lead (cluster_id, until_day) ON UPDATE CASCADE,
        CHECK (until_day IS NULL OR until_day >= from_day),
        CHECK (after_day IS NULL OR from_day > after_day)
    );
    CREATE INDEX cluster_lead_unit ON cluster_lead (unit_id);
    CREATE UNIQUE INDEX cluster_lead_first ON cluster_lead (cluster_id) WHERE after_day IS NULL;
    CREATE UNIQUE INDEX cluster_lead_open ON cluster_lead (cluster_id) WHERE until_day IS NULL;
    """)

/// Why a spell ended before its term, and the end of every spell of a unit that is no more already.
let clusterEndMigration = Migration(
    "federation 045 ends in clusters",
    sqlite: clusterEnds("date(u.dissolved_on, '-1 day')"),
    postgres: clusterEnds("CAST(CAST(u.dissolved_on AS date) - 1 AS text)"))

private func clusterEnds(_ lastDay: String) -> String {
    """
    ALTER TABLE cluster_member ADD COLUMN ended_why text;
    ALTER TABLE cluster_lead ADD COLUMN ended_why text;
    \(ends(of: "cluster_member", lastDay))
    \(ends(of: "cluster_lead", lastDay))
    """
}

private func ends(of table: String, _ lastDay: String) -> String {
    """
    UPDATE \(table) SET ended_why = '撤销',
        until_day = (SELECT \(lastDay) FROM unit u WHERE u.id = \(table).unit_id)
     WHERE EXISTS (SELECT 1 FROM unit u WHERE u.id = \(table).unit_id AND u.dissolved_on > \(table).from_day
        AND (\(table).until_day IS NULL OR \(table).until_day >= u.dissolved_on));
    """
}
