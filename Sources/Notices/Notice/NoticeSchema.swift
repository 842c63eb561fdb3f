import Web

/// Messages to people: what was said, to whom it went by which way, and what each person does not want to be told how.
let noticeMigration = Migration(
    "notices 003 messages",
    """
    CREATE TABLE notice (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        purpose text NOT NULL CHECK (purpose IN ('organisation', 'document', 'rights', 'activity', 'election', 'dues',
            'account')),
        title text NOT NULL,
        body text NOT NULL,
        link text,
        happens_on text,
        is_urgent boolean NOT NULL,
        audience text NOT NULL CHECK (audience IN ('members', 'officers', 'people')),
        state text NOT NULL CHECK (state IN ('spreading', 'sent', 'stopped')),
        made_by bigint,
        made_at bigint NOT NULL,
        spread_at bigint,
        people bigint NOT NULL,
        total bigint
    );
    CREATE INDEX notice_unit ON notice (unit_id, id);
    CREATE TABLE notice_person (
        notice_id bigint NOT NULL REFERENCES notice (id),
        person_id bigint NOT NULL REFERENCES person (id),
        PRIMARY KEY (notice_id, person_id)
    );
    CREATE INDEX notice_person_person ON notice_person (person_id);
    CREATE TABLE notice_delivery (
        notice_id bigint NOT NULL REFERENCES notice (id),
        person_id bigint NOT NULL REFERENCES person (id),
        channel text NOT NULL CHECK (channel IN ('app', 'email', 'sms', 'slip')),
        state text NOT NULL CHECK (state IN ('unread', 'read', 'waiting', 'sent', 'failed', 'unhanded', 'handed')),
        unit_id bigint REFERENCES unit (id),
        due_at bigint,
        attempts bigint NOT NULL,
        problem text,
        done_at bigint,
        PRIMARY KEY (notice_id, person_id, channel),
        CHECK ((state = 'waiting') = (due_at IS NOT NULL))
    );
    CREATE INDEX notice_delivery_person ON notice_delivery (person_id, notice_id);
    CREATE INDEX notice_delivery_unread ON notice_delivery (person_id) WHERE state = 'unread';
    CREATE INDEX notice_delivery_due ON notice_delivery (due_at) WHERE state = 'waiting';
    CREATE INDEX notice_delivery_state ON notice_delivery (notice_id, channel, state);
    CREATE INDEX notice_delivery_unit ON notice_delivery (unit_id);
    CREATE TABLE notice_refusal (
        person_id bigint NOT NULL REFERENCES person (id),
        purpose text NOT NULL CHECK (purpose IN ('organisation', 'document', 'rights', 'activity', 'election', 'dues',
            'account')),
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        PRIMARY KEY (person_id, purpose, channel)
    );
    CREATE TABLE mail_contact (
        person_id bigint NOT NULL PRIMARY KEY REFERENCES person (id),
        address_sealed bytea NOT NULL,
        set_at bigint NOT NULL
    );
    """)

/// The ways out: mail servers, gateways, robots of groups, and the hours in which nobody's phone is to ring.
let channelMigration = Migration(
    "notices 004 channels",
    """
    CREATE TABLE gateway (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL CHECK (kind IN ('email', 'sms', 'wecom', 'dingtalk')),
        name text NOT NULL,
        host text NOT NULL,
        settings_sealed bytea NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'paused')),
        failures bigint NOT NULL,
        last_problem text,
        used_at bigint,
        made_at bigint NOT NULL
    );
    CREATE INDEX gateway_unit ON gateway (unit_id, kind);
    CREATE TABLE group_posting (
        gateway_id bigint NOT NULL REFERENCES gateway (id),
        notice_id bigint NOT NULL REFERENCES notice (id),
        state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
        due_at bigint,
        attempts bigint NOT NULL,
        problem text,
        done_at bigint,
        PRIMARY KEY (gateway_id, notice_id),
        CHECK ((state = 'waiting') = (due_at IS NOT NULL))
    );
    CREATE INDEX group_posting_notice ON group_posting (notice_id);
    CREATE INDEX group_posting_due ON group_posting (due_at) WHERE state = 'waiting';
    CREATE TABLE quiet_hours (
        from_day text NOT NULL PRIMARY KEY,
        starts bigint NOT NULL CHECK (starts BETWEEN 0 AND 1439),
        ends bigint NOT NULL CHECK (ends BETWEEN 0 AND 1439),
        reason text NOT NULL,
        set_by bigint NOT NULL,
        set_at bigint NOT NULL
    );
    """)
