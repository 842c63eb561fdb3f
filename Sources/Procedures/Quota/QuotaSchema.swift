import Web

/// Quotas, their categories, what each unit has of them, what was moved and what it is held for.
///
/// The CHECKs are the last line: a unit never has handed on, reserved and used more than it was granted, whoever comes at once.
let quotaMigration = Migration(
    "procedures 005 quotas",
    """
    CREATE TABLE quota (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        name text NOT NULL,
        measure text NOT NULL,
        basis text,
        return_by text,
        state text NOT NULL CHECK (state IN ('open', 'closed')),
        opened_by bigint NOT NULL,
        opened_at bigint NOT NULL
    );
    CREATE INDEX quota_unit ON quota (unit_id, id);
    CREATE TABLE quota_category (
        id bigint NOT NULL PRIMARY KEY,
        quota_id bigint NOT NULL REFERENCES quota (id),
        place bigint NOT NULL,
        name text NOT NULL
    );
    CREATE INDEX quota_category_quota ON quota_category (quota_id, place);
    CREATE TABLE quota_share (
        id bigint NOT NULL PRIMARY KEY,
        category_id bigint NOT NULL REFERENCES quota_category (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        parent_id bigint REFERENCES quota_share (id),
        granted bigint NOT NULL CHECK (granted >= 0),
        handed bigint NOT NULL CHECK (handed >= 0),
        reserved bigint NOT NULL CHECK (reserved >= 0),
        used bigint NOT NULL CHECK (used >= 0),
        CHECK (handed + reserved + used <= granted)
    );
    CREATE UNIQUE INDEX quota_share_unit ON quota_share (category_id, unit_id);
    CREATE INDEX quota_share_parent ON quota_share (parent_id);
    CREATE INDEX quota_share_of ON quota_share (unit_id, category_id);
    CREATE TABLE quota_move (
        id bigint NOT NULL PRIMARY KEY,
        category_id bigint NOT NULL REFERENCES quota_category (id),
        act text NOT NULL CHECK (act IN ('open', 'add', 'hand_down', 'hand_back', 'reserve', 'release', 'use', 'undo')),
        from_id bigint REFERENCES quota_share (id),
        to_id bigint REFERENCES quota_share (id),
        amount bigint NOT NULL CHECK (amount > 0),
        lot bigint NOT NULL,
        reason text NOT NULL,
        by_person bigint,
        at bigint NOT NULL
    );
    CREATE INDEX quota_move_category ON quota_move (category_id, id);
    CREATE INDEX quota_move_from ON quota_move (from_id, id);
    CREATE INDEX quota_move_to ON quota_move (to_id, id);
    CREATE INDEX quota_move_lot ON quota_move (lot, to_id);
    CREATE TABLE quota_hold (
        id bigint NOT NULL PRIMARY KEY,
        share_id bigint NOT NULL REFERENCES quota_share (id),
        amount bigint NOT NULL CHECK (amount > 0),
        state text NOT NULL CHECK (state IN ('reserved', 'used', 'released')),
        subject_kind text NOT NULL,
        subject bigint NOT NULL,
        words text NOT NULL,
        made_at bigint NOT NULL
    );
    CREATE INDEX quota_hold_share ON quota_hold (share_id, id);
    CREATE INDEX quota_hold_subject ON quota_hold (subject_kind, subject)
    """)
