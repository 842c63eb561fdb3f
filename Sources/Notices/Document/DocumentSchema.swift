import Web

/// Those who keep the register may draft papers, send notices and make certificates; those who also give posts may issue.
///
/// Posts that stand already get what posts given from now on get. Ids below minus 4·10¹⁸ are nobody else's.
let permissionMigration = Migration(
    "notices 001 permissions",
    """
    INSERT INTO permission_grant
        (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
    SELECT -id - 4000000000000000000, person, 'document.keep', unit_path, has_descent, from_day, until_day, source_kind, source
      FROM permission_grant WHERE permission = 'member.export';
    INSERT INTO permission_grant
        (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
    SELECT -id - 4000000000000000000, person, 'notice.send', unit_path, has_descent, from_day, until_day, source_kind, source
      FROM permission_grant WHERE permission = 'member.import';
    INSERT INTO permission_grant
        (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
    SELECT -id - 4000000000000000000, person, 'certificate.keep', unit_path, has_descent, from_day, until_day, source_kind, source
      FROM permission_grant WHERE permission = 'member.reveal';
    INSERT INTO permission_grant
        (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
    SELECT -id - 4000000000000000000, person, 'channel.keep', unit_path, has_descent, from_day, until_day, source_kind, source
      FROM permission_grant WHERE permission = 'post.keep';
    INSERT INTO permission_grant
        (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
    SELECT -g.id - 4000000000000000000, g.person, 'document.issue', g.unit_path, g.has_descent, g.from_day, g.until_day,
           g.source_kind, g.source
      FROM permission_grant g
     WHERE g.permission = 'unit.keep'
       AND EXISTS (SELECT 1 FROM permission_grant o WHERE o.source_kind = g.source_kind AND o.source = g.source
                      AND o.person = g.person AND o.unit_path = g.unit_path AND o.permission = 'member.import')
       AND EXISTS (SELECT 1 FROM permission_grant o WHERE o.source_kind = g.source_kind AND o.source = g.source
                      AND o.person = g.person AND o.unit_path = g.unit_path AND o.permission = 'post.keep');
    """)

/// Official papers with their numbers, versions, attachments and the units they went to.
let documentMigration = Migration(
    "notices 002 documents",
    """
    CREATE TABLE document_series (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        code text NOT NULL UNIQUE
    );
    CREATE INDEX document_series_unit ON document_series (unit_id);
    CREATE TABLE document_serial (
        series_id bigint NOT NULL REFERENCES document_series (id),
        year bigint NOT NULL,
        last bigint NOT NULL CHECK (last > 0),
        PRIMARY KEY (series_id, year)
    );
    CREATE TABLE official_document (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL CHECK (kind IN ('notice', 'circular', 'decision', 'opinion', 'reply', 'report', 'request',
            'letter', 'minutes')),
        state text NOT NULL CHECK (state IN ('draft', 'review', 'issued', 'withdrawn')),
        title text NOT NULL,
        addressees text NOT NULL,
        body text NOT NULL,
        copies text,
        signer text,
        remark text,
        series_id bigint REFERENCES document_series (id),
        year bigint,
        place bigint,
        number text UNIQUE,
        issued_on text,
        issued_at bigint,
        issued_by bigint,
        withdrawn_at bigint,
        withdrawn_by bigint,
        withdrawn_for text,
        returned_for text,
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        sent_to bigint NOT NULL,
        received bigint NOT NULL,
        version bigint NOT NULL,
        CHECK ((number IS NULL) = (state IN ('draft', 'review'))),
        CHECK ((number IS NULL) = (place IS NULL)),
        CHECK ((state = 'withdrawn') = (withdrawn_for IS NOT NULL)),
        CHECK (received <= sent_to)
    );
    CREATE INDEX official_document_unit ON official_document (unit_id, state, id);
    CREATE UNIQUE INDEX official_document_place ON official_document (series_id, year, place) WHERE place IS NOT NULL;
    CREATE INDEX official_document_series ON official_document (series_id);
    CREATE TABLE document_version (
        document_id bigint NOT NULL REFERENCES official_document (id),
        version bigint NOT NULL,
        title text NOT NULL,
        addressees text NOT NULL,
        body text NOT NULL,
        words text NOT NULL,
        saved_by bigint,
        saved_at bigint NOT NULL,
        PRIMARY KEY (document_id, version)
    );
    CREATE TABLE document_target (
        id bigint NOT NULL PRIMARY KEY,
        document_id bigint NOT NULL REFERENCES official_document (id),
        role text NOT NULL CHECK (role IN ('main', 'copy')),
        reach text NOT NULL CHECK (reach IN ('parent', 'children', 'bases', 'group', 'unit')),
        group_id bigint REFERENCES unit_group (id),
        unit_id bigint REFERENCES unit (id),
        CHECK ((reach = 'group') = (group_id IS NOT NULL)),
        CHECK ((reach = 'unit') = (unit_id IS NOT NULL))
    );
    CREATE INDEX document_target_document ON document_target (document_id);
    CREATE INDEX document_target_group ON document_target (group_id);
    CREATE INDEX document_target_unit ON document_target (unit_id);
    CREATE TABLE document_addressee (
        document_id bigint NOT NULL REFERENCES official_document (id),
        unit_id bigint NOT NULL REFERENCES unit (id),
        role text NOT NULL CHECK (role IN ('main', 'copy')),
        name text NOT NULL,
        why text NOT NULL,
        received_at bigint,
        received_by bigint,
        PRIMARY KEY (document_id, unit_id),
        CHECK ((received_at IS NULL) = (received_by IS NULL))
    );
    CREATE INDEX document_addressee_unit ON document_addressee (unit_id, document_id);
    CREATE INDEX document_addressee_waiting ON document_addressee (unit_id) WHERE received_at IS NULL;
    CREATE TABLE document_attachment (
        id bigint NOT NULL PRIMARY KEY,
        document_id bigint NOT NULL REFERENCES official_document (id),
        name text NOT NULL,
        media text NOT NULL CHECK (media IN ('pdf', 'png', 'jpeg', 'zip', 'docx', 'xlsx', 'doc', 'xls')),
        size bigint NOT NULL,
        mark text NOT NULL
    );
    CREATE INDEX document_attachment_document ON document_attachment (document_id);
    CREATE INDEX document_attachment_mark ON document_attachment (mark);
    """)
