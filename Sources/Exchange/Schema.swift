import Web

/// The tables of Exchange, in order. Landed migrations are never edited.
let exchangeMigrations: [Migration] = [
    // `post.keep` is held by the very posts that hold the new permission; ids below zero are nobody else's.
    Migration(
        "exchange 001 permission",
        """
        INSERT INTO permission_grant
            (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
        SELECT -id, person, 'exchange.keep', unit_path, has_descent, from_day, until_day, source_kind, source
          FROM permission_grant WHERE permission = 'post.keep';
        """),
    Migration(
        "exchange 002 changes",
        """
        CREATE TABLE change_entry (
            id bigint NOT NULL PRIMARY KEY,
            at bigint NOT NULL,
            event text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('unit', 'member', 'post')),
            subject bigint NOT NULL,
            unit_id bigint REFERENCES unit (id),
            left_id bigint REFERENCES unit (id),
            fields text NOT NULL
        );
        CREATE INDEX change_entry_subject ON change_entry (kind, subject, id);
        CREATE INDEX change_entry_unit ON change_entry (unit_id, id);
        CREATE INDEX change_entry_left ON change_entry (left_id, id);
        CREATE INDEX change_entry_at ON change_entry (at);
        CREATE TABLE change_head (
            id bigint NOT NULL PRIMARY KEY,
            number bigint NOT NULL
        );
        INSERT INTO change_head (id, number) VALUES (1, 0);
        CREATE TABLE change_mark (
            chain bigint NOT NULL PRIMARY KEY,
            number bigint NOT NULL
        );
        INSERT INTO change_mark (chain, number) SELECT chain, number FROM audit_head;
        CREATE TABLE change_parent (
            unit_id bigint NOT NULL PRIMARY KEY REFERENCES unit (id),
            parent_id bigint REFERENCES unit (id)
        );
        CREATE INDEX change_parent_parent ON change_parent (parent_id);
        INSERT INTO change_parent (unit_id, parent_id) SELECT id, parent_id FROM unit;
        """),
    Migration(
        "exchange 003 callers",
        """
        CREATE TABLE caller_key (
            family bigint NOT NULL,
            caller_key text NOT NULL,
            person_id bigint NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            PRIMARY KEY (family, caller_key)
        );
        CREATE UNIQUE INDEX caller_key_person ON caller_key (person_id, family);
        CREATE TABLE kept_answer (
            sent_key text NOT NULL PRIMARY KEY,
            at bigint NOT NULL,
            body_digest text NOT NULL,
            status bigint NOT NULL,
            answer text NOT NULL
        );
        CREATE INDEX kept_answer_at ON kept_answer (at);
        """),
    Migration(
        "exchange 004 webhooks",
        """
        CREATE TABLE webhook (
            id bigint NOT NULL PRIMARY KEY,
            unit_id bigint NOT NULL REFERENCES unit (id),
            account_id bigint NOT NULL REFERENCES account (id),
            purpose text NOT NULL,
            address text NOT NULL,
            kinds text NOT NULL,
            secret_sealed bytea NOT NULL,
            state text NOT NULL CHECK (state IN ('open', 'paused', 'stopped')),
            failures bigint NOT NULL,
            failing_since bigint,
            wait_until bigint NOT NULL,
            sent_at bigint,
            made_at bigint NOT NULL
        );
        CREATE INDEX webhook_unit ON webhook (unit_id, id);
        CREATE INDEX webhook_account ON webhook (account_id);
        CREATE TABLE delivery (
            id bigint NOT NULL PRIMARY KEY,
            webhook_id bigint NOT NULL REFERENCES webhook (id),
            message text NOT NULL,
            number bigint NOT NULL,
            event text NOT NULL,
            subject text NOT NULL,
            body text NOT NULL,
            state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
            attempts bigint NOT NULL,
            due_at bigint NOT NULL,
            made_at bigint NOT NULL,
            done_at bigint,
            status bigint,
            problem text
        );
        CREATE INDEX delivery_waiting ON delivery (webhook_id, state, id);
        CREATE INDEX delivery_subject ON delivery (webhook_id, subject, number) WHERE state = 'waiting';
        CREATE INDEX delivery_done ON delivery (done_at);
        """),
    Migration(
        "exchange 005 former secrets",
        """
        ALTER TABLE webhook ADD COLUMN former_sealed bytea;
        ALTER TABLE webhook ADD COLUMN former_until bigint;
        """),
]
