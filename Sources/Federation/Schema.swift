import Web

/// The tables of Federation, in order. Landed migrations are never edited.
let federationMigrations: [Migration] = [
    Migration(
        "federation 001 units",
        """
        CREATE TABLE unit (
            id bigint NOT NULL PRIMARY KEY,
            path text NOT NULL UNIQUE,
            parent_id bigint REFERENCES unit (id),
            name text NOT NULL,
            short_name text NOT NULL,
            name_key text NOT NULL,
            code text UNIQUE,
            level text NOT NULL
                CHECK (level IN ('national', 'provincial', 'municipal', 'district', 'base', 'branch', 'group')),
            kind text NOT NULL,
            state text NOT NULL CHECK (state IN ('preparing', 'standing', 'dissolved')),
            founded_on text,
            dissolved_on text,
            version bigint NOT NULL
        );
        CREATE INDEX unit_parent ON unit (parent_id);
        CREATE INDEX unit_name ON unit (name_key);
        CREATE TABLE unit_link (
            id bigint NOT NULL PRIMARY KEY,
            unit_id bigint NOT NULL REFERENCES unit (id),
            parent_id bigint NOT NULL REFERENCES unit (id),
            from_day text NOT NULL,
            until_day text,
            CHECK (until_day IS NULL OR until_day >= from_day)
        );
        CREATE INDEX unit_link_unit ON unit_link (unit_id);
        CREATE INDEX unit_link_parent ON unit_link (parent_id);
        CREATE UNIQUE INDEX unit_link_current ON unit_link (unit_id, parent_id) WHERE until_day IS NULL;
        """),
    Migration(
        "federation 002 people",
        """
        CREATE TABLE person (
            id bigint NOT NULL PRIMARY KEY,
            name text NOT NULL,
            name_key text NOT NULL,
            sex text NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
            born_on text,
            identity_sealed bytea,
            identity_index text,
            phone_sealed bytea,
            phone_index text,
            note text,
            version bigint NOT NULL,
            entered_at bigint NOT NULL
        );
        CREATE UNIQUE INDEX person_identity ON person (identity_index) WHERE identity_index IS NOT NULL;
        CREATE INDEX person_phone ON person (phone_index) WHERE phone_index IS NOT NULL;
        CREATE TABLE membership (
            id bigint NOT NULL PRIMARY KEY,
            person_id bigint NOT NULL REFERENCES person (id),
            unit_id bigint NOT NULL REFERENCES unit (id),
            unit_path text NOT NULL,
            base_id bigint NOT NULL REFERENCES unit (id),
            name_key text NOT NULL,
            number text,
            sex text NOT NULL,
            employment text NOT NULL
                CHECK (employment IN ('established', 'contract', 'unestablished', 'dispatched', 'other')),
            state text NOT NULL CHECK (state IN ('active', 'retained', 'transferred', 'withdrawn', 'removed')),
            joined_on text,
            from_day text NOT NULL,
            until_day text,
            CHECK (until_day IS NULL OR until_day >= from_day)
        );
        CREATE INDEX membership_person ON membership (person_id);
        CREATE UNIQUE INDEX membership_current ON membership (person_id) WHERE until_day IS NULL;
        CREATE INDEX membership_unit ON membership (unit_id);
        CREATE UNIQUE INDEX membership_number ON membership (base_id, number)
            WHERE until_day IS NULL AND number IS NOT NULL;
        CREATE INDEX membership_list ON membership (unit_path, name_key, id, state, employment, sex)
            WHERE until_day IS NULL;
        CREATE TABLE member_count (
            unit_id bigint NOT NULL REFERENCES unit (id),
            unit_path text NOT NULL,
            state text NOT NULL,
            employment text NOT NULL,
            members bigint NOT NULL CHECK (members >= 0),
            PRIMARY KEY (unit_id, state, employment)
        );
        CREATE INDEX member_count_path ON member_count (unit_path, state, employment, members);
        """),
    Migration(
        "federation 003 search",
        sqlite: """
            CREATE TABLE member_token (
                id bigint NOT NULL PRIMARY KEY,
                tokens text NOT NULL
            );
            CREATE VIRTUAL TABLE member_search USING fts5 (tokens, content = 'member_token', content_rowid = 'id',
                detail = none, columnsize = 0, prefix = '4 6');
            """,
        postgres: """
            CREATE TABLE member_token (
                id bigint NOT NULL PRIMARY KEY,
                tokens tsvector NOT NULL
            );
            CREATE INDEX member_token_tokens ON member_token USING gin (tokens);
            """),
    Migration(
        "federation 004 posts",
        """
        CREATE TABLE post (
            id bigint NOT NULL PRIMARY KEY,
            unit_id bigint NOT NULL REFERENCES unit (id),
            person_id bigint NOT NULL REFERENCES person (id),
            kind text NOT NULL,
            from_day text NOT NULL,
            until_day text,
            paper text,
            CHECK (until_day IS NULL OR until_day >= from_day)
        );
        CREATE INDEX post_unit ON post (unit_id);
        CREATE INDEX post_person ON post (person_id);
        """),
    Migration(
        "federation 005 viewings",
        """
        CREATE TABLE viewing (
            id bigint NOT NULL PRIMARY KEY,
            viewer bigint NOT NULL,
            person_id bigint NOT NULL REFERENCES person (id),
            made_at bigint NOT NULL,
            expires_at bigint NOT NULL
        );
        CREATE INDEX viewing_viewer ON viewing (viewer);
        CREATE INDEX viewing_person ON viewing (person_id);
        CREATE INDEX viewing_expiry ON viewing (expires_at);
        """),
    // SQLite 3.40 asks the row for `until_day` although the index holds only those without one, unless the index has it too.
    Migration(
        "federation 007 covering list",
        """
        DROP INDEX membership_list;
        CREATE INDEX membership_list ON membership (unit_path, name_key, id, state, employment, sex, until_day)
            WHERE until_day IS NULL;
        """),
    importMigration,
    contactMigration,
    nameUpkeepMigration,
    memberSumMigration,
    retentionMigration,
    historyMigration,
    aliasMigration,
    photographMigration,
    importDoubtMigration,
    clusterMigration,
    groupMigration,
    doubleMigration,
    rareKindMigration,
    registerMigration,
    bulkMigration,
    importErrandMigration,
    waitingRosterMigration,
    unidentifiedMigration,
    searchPrefixMigration,
    clusterEndMigration,
    placeMigrations[0],
    placeMigrations[1],
    passedRowsMigration,
]
