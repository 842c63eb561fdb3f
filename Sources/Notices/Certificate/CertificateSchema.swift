import Web

/// Certificates, and how far each run of their numbers has come.
let certificateMigration = Migration(
    "notices 005 certificates",
    """
    CREATE TABLE certificate_serial (
        unit_id bigint NOT NULL REFERENCES unit (id),
        code text NOT NULL,
        year bigint NOT NULL,
        last bigint NOT NULL CHECK (last > 0),
        PRIMARY KEY (unit_id, code, year)
    );
    CREATE TABLE certificate (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        person_id bigint REFERENCES person (id),
        holder text NOT NULL,
        heading text NOT NULL,
        body text NOT NULL,
        award text,
        number text NOT NULL UNIQUE,
        code text NOT NULL UNIQUE,
        issued_on text NOT NULL,
        issued_at bigint NOT NULL,
        issued_by bigint,
        state text NOT NULL CHECK (state IN ('valid', 'withdrawn')),
        withdrawn_at bigint,
        withdrawn_for text,
        CHECK ((state = 'withdrawn') = (withdrawn_for IS NOT NULL))
    );
    CREATE INDEX certificate_unit ON certificate (unit_id, id);
    CREATE INDEX certificate_person ON certificate (person_id, id);
    """)
