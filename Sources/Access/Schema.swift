public import Store

/// The tables of Access, in order. Landed migrations are never edited.
public let accessMigrations: [Migration] = [
    Migration(
        "access 001 accounts",
        """
        CREATE TABLE account (
            id bigint NOT NULL PRIMARY KEY,
            person bigint NOT NULL UNIQUE,
            sign_in_name text NOT NULL UNIQUE,
            name text NOT NULL,
            state text NOT NULL CHECK (state IN ('open', 'closed')),
            password_hash text,
            must_change boolean NOT NULL,
            code_secret bytea,
            code_step bigint,
            created_at bigint NOT NULL,
            signed_in_at bigint
        );
        CREATE TABLE session (
            digest text NOT NULL PRIMARY KEY,
            account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            stage text NOT NULL CHECK (stage IN ('new_password', 'code', 'full')),
            created_at bigint NOT NULL,
            seen_at bigint NOT NULL,
            expires_at bigint NOT NULL,
            desk bigint,
            address text NOT NULL,
            agent text NOT NULL
        );
        CREATE INDEX session_account ON session (account_id);
        CREATE INDEX session_expiry ON session (expires_at);
        CREATE TABLE set_up_link (
            digest text NOT NULL PRIMARY KEY,
            account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            made_by bigint,
            made_at bigint NOT NULL,
            expires_at bigint NOT NULL
        );
        CREATE INDEX set_up_link_account ON set_up_link (account_id);
        CREATE TABLE sign_in_failure (
            counted text NOT NULL PRIMARY KEY,
            failures bigint NOT NULL,
            last_at bigint NOT NULL,
            wait_until bigint NOT NULL
        );
        """),
    Migration(
        "access 002 grants",
        """
        CREATE TABLE permission_grant (
            id bigint NOT NULL PRIMARY KEY,
            person bigint NOT NULL,
            permission text NOT NULL,
            unit_path text NOT NULL,
            has_descent boolean NOT NULL,
            from_day text NOT NULL,
            until_day text,
            source_kind text NOT NULL,
            source bigint NOT NULL,
            CHECK (until_day IS NULL OR until_day >= from_day)
        );
        CREATE INDEX permission_grant_person ON permission_grant (person);
        CREATE INDEX permission_grant_source ON permission_grant (source_kind, source);
        CREATE INDEX permission_grant_path ON permission_grant (unit_path);
        """),
    Migration(
        "access 003 audit",
        """
        CREATE TABLE audit_head (
            chain bigint NOT NULL PRIMARY KEY,
            number bigint NOT NULL,
            hash bytea NOT NULL
        );
        CREATE TABLE audit_entry (
            id bigint NOT NULL PRIMARY KEY,
            chain bigint NOT NULL,
            number bigint NOT NULL,
            at bigint NOT NULL,
            actor bigint,
            act text NOT NULL,
            subject_kind text NOT NULL,
            subject bigint NOT NULL,
            concerns bigint,
            words text NOT NULL,
            detail bytea NOT NULL,
            hash bytea NOT NULL,
            UNIQUE (chain, number)
        );
        CREATE INDEX audit_entry_concerns ON audit_entry (concerns, id);
        CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject);
        CREATE TABLE personal_key (
            person bigint NOT NULL PRIMARY KEY,
            sealed bytea NOT NULL
        );
        """),
    Migration(
        "access 004 sent forms",
        """
        CREATE TABLE sent_form (
            sent_key text NOT NULL PRIMARY KEY,
            at bigint NOT NULL,
            location text NOT NULL,
            words text NOT NULL
        );
        CREATE INDEX sent_form_at ON sent_form (at);
        """),
    Migration(
        "access 005 tokens",
        """
        CREATE TABLE api_token (
            id bigint NOT NULL PRIMARY KEY,
            digest text NOT NULL UNIQUE,
            family bigint NOT NULL,
            account_id bigint NOT NULL REFERENCES account (id),
            unit bigint NOT NULL,
            unit_path text NOT NULL,
            purpose text NOT NULL,
            hint text NOT NULL,
            scopes text NOT NULL,
            addresses text NOT NULL,
            made_at bigint NOT NULL,
            expires_at bigint NOT NULL,
            revoked_at bigint,
            used_at bigint,
            used_from text NOT NULL,
            calls bigint NOT NULL
        );
        CREATE INDEX api_token_account ON api_token (account_id);
        CREATE INDEX api_token_path ON api_token (unit_path, id);
        """),
    Migration(
        "access 006 changed fields",
        """
        ALTER TABLE audit_entry ADD COLUMN fields text NOT NULL DEFAULT '';
        """),
]
