import Web

/// Lists that stand in public, their entries, and the objections to them. Who objects and what they say is sealed.
let publicityMigration = Migration(
    "procedures 006 publicities",
    """
    CREATE TABLE publicity (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        title text NOT NULL,
        text text NOT NULL,
        basis text,
        contact text NOT NULL,
        days bigint NOT NULL CHECK (days > 0),
        starts_on text,
        is_open boolean NOT NULL,
        is_masked boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'published', 'closed', 'withdrawn')),
        closing text,
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        published_at bigint,
        ended_at bigint,
        CHECK ((state = 'draft') = (published_at IS NULL) OR state = 'withdrawn'),
        CHECK ((ended_at IS NULL) = (state IN ('draft', 'published')))
    );
    CREATE INDEX publicity_unit ON publicity (unit_id, id);
    CREATE TABLE publicity_entry (
        id bigint NOT NULL PRIMARY KEY,
        publicity_id bigint NOT NULL REFERENCES publicity (id),
        place bigint NOT NULL,
        name text NOT NULL,
        unit_words text NOT NULL,
        detail text NOT NULL,
        subject_kind text,
        subject bigint,
        state text NOT NULL CHECK (state IN ('listed', 'frozen', 'removed')),
        starts_on text
    );
    CREATE INDEX publicity_entry_list ON publicity_entry (publicity_id, place);
    CREATE TABLE objection (
        id bigint NOT NULL PRIMARY KEY,
        publicity_id bigint NOT NULL REFERENCES publicity (id),
        entry_id bigint NOT NULL REFERENCES publicity_entry (id),
        kind text NOT NULL CHECK (kind IN ('named', 'anonymous')),
        who_sealed bytea,
        text_sealed bytea NOT NULL,
        received_at bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'inquiring', 'found', 'set_aside')),
        finding text,
        is_upheld boolean,
        found_by bigint,
        found_at bigint,
        CHECK ((kind = 'named') = (who_sealed IS NOT NULL)),
        CHECK ((finding IS NULL) = (state IN ('open', 'inquiring')))
    );
    CREATE INDEX objection_publicity ON objection (publicity_id, id);
    CREATE INDEX objection_entry ON objection (entry_id);
    """)
