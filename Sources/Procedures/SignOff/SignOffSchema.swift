import Web

/// Cases, the chain that was made for each, what was done to them, and batches of decisions.
let signOffMigration = Migration(
    "procedures 001 sign-offs",
    """
    CREATE TABLE sign_off (
        id bigint NOT NULL PRIMARY KEY,
        line text NOT NULL,
        line_version text NOT NULL,
        subject_kind text NOT NULL,
        subject bigint NOT NULL,
        title text NOT NULL,
        unit_id bigint NOT NULL REFERENCES unit (id),
        state text NOT NULL CHECK (state IN ('held', 'returned', 'approved', 'refused', 'withdrawn')),
        place bigint NOT NULL,
        stages bigint NOT NULL CHECK (stages > 0),
        holder_id bigint REFERENCES unit (id),
        since bigint NOT NULL,
        days bigint NOT NULL,
        filed_by bigint NOT NULL,
        filed_at bigint NOT NULL,
        version bigint NOT NULL,
        CHECK (place >= 0 AND place < stages),
        CHECK ((holder_id IS NULL) = (state IN ('approved', 'refused', 'withdrawn')))
    );
    CREATE INDEX sign_off_desk ON sign_off (holder_id, state, since, id);
    CREATE INDEX sign_off_unit ON sign_off (unit_id, id);
    CREATE UNIQUE INDEX sign_off_subject ON sign_off (subject_kind, subject) WHERE state IN ('held', 'returned');
    CREATE TABLE sign_off_stage (
        sign_off_id bigint NOT NULL REFERENCES sign_off (id),
        place bigint NOT NULL,
        unit_id bigint NOT NULL REFERENCES unit (id),
        permission text NOT NULL,
        days bigint NOT NULL CHECK (days >= 0),
        PRIMARY KEY (sign_off_id, place)
    );
    CREATE INDEX sign_off_stage_unit ON sign_off_stage (unit_id);
    CREATE TABLE sign_off_step (
        id bigint NOT NULL PRIMARY KEY,
        sign_off_id bigint NOT NULL REFERENCES sign_off (id),
        act text NOT NULL
            CHECK (act IN ('file', 'refile', 'forward', 'approve', 'give_back', 'refuse', 'withdraw', 'lift')),
        unit_id bigint NOT NULL REFERENCES unit (id),
        by_person bigint NOT NULL,
        for_person bigint,
        words text,
        at bigint NOT NULL
    );
    CREATE INDEX sign_off_step_case ON sign_off_step (sign_off_id, id);
    CREATE INDEX sign_off_step_unit ON sign_off_step (unit_id, id);
    CREATE TABLE sign_off_batch (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        decision text NOT NULL CHECK (decision IN ('agree', 'give_back', 'refuse')),
        words text,
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('planned', 'running', 'done', 'cancelled')),
        total bigint NOT NULL,
        count_done bigint NOT NULL,
        count_passed bigint NOT NULL,
        duty bigint
    );
    CREATE INDEX sign_off_batch_unit ON sign_off_batch (unit_id, id);
    CREATE TABLE sign_off_batch_row (
        batch_id bigint NOT NULL REFERENCES sign_off_batch (id),
        sign_off_id bigint NOT NULL REFERENCES sign_off (id),
        version bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'done', 'passed')),
        PRIMARY KEY (batch_id, sign_off_id)
    );
    CREATE INDEX sign_off_batch_row_case ON sign_off_batch_row (sign_off_id);
    CREATE INDEX sign_off_batch_row_state ON sign_off_batch_row (batch_id, state, sign_off_id)
    """)
