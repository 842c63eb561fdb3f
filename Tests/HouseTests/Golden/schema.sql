CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY,
    person bigint NOT NULL UNIQUE,
    sign_in_name text NOT NULL UNIQUE,
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'closed')),
    password_hash text,
    must_change boolean NOT NULL,
    code_secret bytea,
    code_step bigint,
    created_at bigint NOT NULL,
    signed_in_at bigint);
CREATE TABLE api_token (id INTEGER NOT NULL PRIMARY KEY,
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
    calls bigint NOT NULL);
CREATE INDEX api_token_account ON api_token (account_id);
CREATE INDEX api_token_path ON api_token (unit_path,
    id);
CREATE TABLE audit_entry (id INTEGER NOT NULL PRIMARY KEY,
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
    fields text NOT NULL DEFAULT '',
    UNIQUE (chain, number));
CREATE INDEX audit_entry_concerns ON audit_entry (concerns,
    id);
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind,
    subject);
CREATE TABLE audit_head (chain bigint NOT NULL PRIMARY KEY,
    number bigint NOT NULL,
    hash bytea NOT NULL);
CREATE TABLE bulk_change (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    made_by bigint NOT NULL,
    made_at bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('state', 'employment', 'move', 'end')),
    value text NOT NULL,
    target_id bigint REFERENCES unit (id),
    from_day text NOT NULL,
    reason text,
    filter text,
    state text NOT NULL CHECK (state IN ('planning', 'planned', 'running', 'done', 'cancelled', 'undoing', 'undone')),
    total bigint NOT NULL,
    count_able bigint NOT NULL,
    count_unable bigint NOT NULL,
    count_written bigint NOT NULL,
    count_kept bigint NOT NULL,
    duty bigint,
    version bigint NOT NULL);
CREATE INDEX bulk_change_target ON bulk_change (target_id);
CREATE INDEX bulk_change_unit ON bulk_change (unit_id,
    id);
CREATE TABLE bulk_row (bulk_id bigint NOT NULL REFERENCES bulk_change (id),
    seq bigint NOT NULL,
    spell bigint NOT NULL,
    person bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('able', 'unable', 'written', 'kept', 'undone')),
    refusal text,
    made bigint,
    before text,
    PRIMARY KEY (bulk_id, seq));
CREATE INDEX bulk_row_state ON bulk_row (bulk_id,
    state,
    seq);
CREATE TABLE calendar_feed (id INTEGER NOT NULL PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person (id),
    digest text NOT NULL UNIQUE,
    made_at bigint NOT NULL,
    ended_at bigint);
CREATE INDEX calendar_feed_people ON calendar_feed (person_id);
CREATE UNIQUE INDEX calendar_feed_person ON calendar_feed (person_id) WHERE ended_at IS NULL;
CREATE TABLE caller_key (family bigint NOT NULL,
    caller_key text NOT NULL,
    person_id bigint NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (family, caller_key));
CREATE UNIQUE INDEX caller_key_person ON caller_key (person_id,
    family);
CREATE TABLE case_paper (id INTEGER NOT NULL PRIMARY KEY,
    subject_kind text NOT NULL,
    subject bigint NOT NULL,
    mark text NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    media text NOT NULL CHECK (media IN ('pdf', 'png', 'jpeg')),
    added_by bigint,
    added_at bigint NOT NULL);
CREATE INDEX case_paper_mark ON case_paper (mark);
CREATE INDEX case_paper_subject ON case_paper (subject_kind,
    subject,
    id);
CREATE TABLE certificate (id INTEGER NOT NULL PRIMARY KEY,
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
    CHECK ((state = 'withdrawn') = (withdrawn_for IS NOT NULL)));
CREATE INDEX certificate_person ON certificate (person_id,
    id);
CREATE INDEX certificate_unit ON certificate (unit_id,
    id);
CREATE TABLE certificate_serial (unit_id bigint NOT NULL REFERENCES unit (id),
    code text NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (unit_id, code, year));
CREATE TABLE change_entry (id INTEGER NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    event text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('unit', 'member', 'post')),
    subject bigint NOT NULL,
    unit_id bigint REFERENCES unit (id),
    left_id bigint REFERENCES unit (id),
    fields text NOT NULL);
CREATE INDEX change_entry_at ON change_entry (at);
CREATE INDEX change_entry_left ON change_entry (left_id,
    id);
CREATE INDEX change_entry_subject ON change_entry (kind,
    subject,
    id);
CREATE INDEX change_entry_unit ON change_entry (unit_id,
    id);
CREATE TABLE change_head (id INTEGER NOT NULL PRIMARY KEY,
    number bigint NOT NULL);
CREATE TABLE change_mark (chain bigint NOT NULL PRIMARY KEY,
    number bigint NOT NULL);
CREATE TABLE change_parent (unit_id INTEGER NOT NULL PRIMARY KEY REFERENCES unit (id),
    parent_id bigint REFERENCES unit (id));
CREATE INDEX change_parent_parent ON change_parent (parent_id);
CREATE TABLE cluster (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL CHECK (kind IN ('district', 'university', 'base')),
    name text NOT NULL,
    note text,
    from_day text NOT NULL,
    until_day text,
    paper text,
    version bigint NOT NULL,
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE INDEX cluster_unit ON cluster (unit_id);
CREATE TABLE cluster_lead (id INTEGER NOT NULL PRIMARY KEY,
    cluster_id bigint NOT NULL REFERENCES cluster (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    from_day text NOT NULL,
    until_day text,
    after_day text,
    ended_why text,
    UNIQUE (cluster_id, until_day),
    UNIQUE (cluster_id, after_day),
    FOREIGN KEY (cluster_id, after_day) REFERENCES cluster_lead (cluster_id, until_day) ON UPDATE CASCADE,
    CHECK (until_day IS NULL OR until_day >= from_day),
    CHECK (after_day IS NULL OR from_day > after_day));
CREATE UNIQUE INDEX cluster_lead_first ON cluster_lead (cluster_id) WHERE after_day IS NULL;
CREATE UNIQUE INDEX cluster_lead_open ON cluster_lead (cluster_id) WHERE until_day IS NULL;
CREATE INDEX cluster_lead_unit ON cluster_lead (unit_id);
CREATE TABLE cluster_member (id INTEGER NOT NULL PRIMARY KEY,
    cluster_id bigint NOT NULL REFERENCES cluster (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    after_day text,
    ended_why text,
    UNIQUE (unit_id, kind, until_day),
    UNIQUE (unit_id, kind, after_day),
    FOREIGN KEY (unit_id, kind, after_day) REFERENCES cluster_member (unit_id, kind, until_day) ON UPDATE CASCADE,
    CHECK (until_day IS NULL OR until_day >= from_day),
    CHECK (after_day IS NULL OR from_day > after_day));
CREATE INDEX cluster_member_cluster ON cluster_member (cluster_id);
CREATE UNIQUE INDEX cluster_member_first ON cluster_member (unit_id,
    kind) WHERE after_day IS NULL;
CREATE UNIQUE INDEX cluster_member_open ON cluster_member (unit_id,
    kind) WHERE until_day IS NULL;
CREATE TABLE consent (id INTEGER NOT NULL PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person (id),
    purpose text NOT NULL CHECK (purpose IN ('photograph')),
    version bigint NOT NULL,
    way text NOT NULL CHECK (way IN ('own', 'paper', 'message', 'spoken')),
    given_on text NOT NULL,
    recorded_by bigint NOT NULL,
    recorded_at bigint NOT NULL,
    withdrawn_at bigint,
    withdrawn_by bigint);
CREATE INDEX consent_person ON consent (person_id);
CREATE UNIQUE INDEX consent_standing ON consent (person_id,
    purpose) WHERE withdrawn_at IS NULL;
CREATE TABLE delivery (id INTEGER NOT NULL PRIMARY KEY,
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
    problem text);
CREATE INDEX delivery_done ON delivery (done_at);
CREATE INDEX delivery_subject ON delivery (webhook_id,
    subject,
    number) WHERE state = 'waiting';
CREATE INDEX delivery_waiting ON delivery (webhook_id,
    state,
    id);
CREATE TABLE document_addressee (document_id bigint NOT NULL REFERENCES official_document (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    role text NOT NULL CHECK (role IN ('main', 'copy')),
    name text NOT NULL,
    why text NOT NULL,
    received_at bigint,
    received_by bigint,
    PRIMARY KEY (document_id, unit_id),
    CHECK ((received_at IS NULL) = (received_by IS NULL)));
CREATE INDEX document_addressee_unit ON document_addressee (unit_id,
    document_id);
CREATE INDEX document_addressee_waiting ON document_addressee (unit_id) WHERE received_at IS NULL;
CREATE TABLE document_attachment (id INTEGER NOT NULL PRIMARY KEY,
    document_id bigint NOT NULL REFERENCES official_document (id),
    name text NOT NULL,
    media text NOT NULL CHECK (media IN ('pdf', 'png', 'jpeg', 'zip', 'docx', 'xlsx', 'doc', 'xls')),
    size bigint NOT NULL,
    mark text NOT NULL);
CREATE INDEX document_attachment_document ON document_attachment (document_id);
CREATE INDEX document_attachment_mark ON document_attachment (mark);
CREATE TABLE document_serial (series_id bigint NOT NULL REFERENCES document_series (id),
    year bigint NOT NULL,
    last bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (series_id, year));
CREATE TABLE document_series (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    code text NOT NULL UNIQUE);
CREATE INDEX document_series_unit ON document_series (unit_id);
CREATE TABLE document_target (id INTEGER NOT NULL PRIMARY KEY,
    document_id bigint NOT NULL REFERENCES official_document (id),
    role text NOT NULL CHECK (role IN ('main', 'copy')),
    reach text NOT NULL CHECK (reach IN ('parent', 'children', 'bases', 'group', 'unit')),
    group_id bigint REFERENCES unit_group (id),
    unit_id bigint REFERENCES unit (id),
    CHECK ((reach = 'group') = (group_id IS NOT NULL)),
    CHECK ((reach = 'unit') = (unit_id IS NOT NULL)));
CREATE INDEX document_target_document ON document_target (document_id);
CREATE INDEX document_target_group ON document_target (group_id);
CREATE INDEX document_target_unit ON document_target (unit_id);
CREATE TABLE document_version (document_id bigint NOT NULL REFERENCES official_document (id),
    version bigint NOT NULL,
    title text NOT NULL,
    addressees text NOT NULL,
    body text NOT NULL,
    words text NOT NULL,
    saved_by bigint,
    saved_at bigint NOT NULL,
    PRIMARY KEY (document_id, version));
CREATE TABLE double_case (id INTEGER NOT NULL PRIMARY KEY,
    person bigint NOT NULL,
    twin bigint NOT NULL,
    first_base_id bigint NOT NULL REFERENCES unit (id),
    second_base_id bigint NOT NULL REFERENCES unit (id),
    reasons text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'apart', 'merged')),
    found_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    decided_at bigint,
    decided_by bigint,
    CHECK (person < twin));
CREATE INDEX double_case_first ON double_case (first_base_id,
    id);
CREATE INDEX double_case_open ON double_case (id) WHERE state = 'open';
CREATE UNIQUE INDEX double_case_pair ON double_case (person,
    twin);
CREATE INDEX double_case_second ON double_case (second_base_id,
    id);
CREATE INDEX double_case_twin ON double_case (twin);
CREATE TABLE duty (id INTEGER NOT NULL PRIMARY KEY,
    name text NOT NULL,
    payload text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    run_at bigint NOT NULL,
    attempts bigint NOT NULL,
    held_by text,
    held_until bigint,
    last_error text,
    created_at bigint NOT NULL,
    finished_at bigint,
    progress_done bigint NOT NULL,
    progress_total bigint,
    CHECK ((state = 'running') = (held_by IS NOT NULL)),
    CHECK ((held_by IS NULL) = (held_until IS NULL)));
CREATE INDEX duty_by_state ON duty (state,
    run_at,
    id);
CREATE TABLE gateway (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL CHECK (kind IN ('email', 'sms', 'wecom', 'dingtalk')),
    name text NOT NULL,
    host text NOT NULL,
    settings_sealed bytea NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'paused')),
    failures bigint NOT NULL,
    last_problem text,
    used_at bigint,
    made_at bigint NOT NULL);
CREATE INDEX gateway_unit ON gateway (unit_id,
    kind);
CREATE TABLE group_posting (gateway_id bigint NOT NULL REFERENCES gateway (id),
    notice_id bigint NOT NULL REFERENCES notice (id),
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    due_at bigint,
    attempts bigint NOT NULL,
    problem text,
    done_at bigint,
    PRIMARY KEY (gateway_id, notice_id),
    CHECK ((state = 'waiting') = (due_at IS NOT NULL)));
CREATE INDEX group_posting_due ON group_posting (due_at) WHERE state = 'waiting';
CREATE INDEX group_posting_notice ON group_posting (notice_id);
CREATE TABLE import_batch (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    made_by bigint,
    made_at bigint NOT NULL,
    file_name text NOT NULL,
    file_digest text NOT NULL,
    format text NOT NULL,
    state text NOT NULL CHECK (state IN ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone', 'failed')),
    problem text,
    titles text NOT NULL,
    rows_total bigint,
    rows_read bigint NOT NULL,
    count_new bigint NOT NULL,
    count_matched bigint NOT NULL,
    count_changed bigint NOT NULL,
    count_wrong bigint NOT NULL,
    count_written bigint NOT NULL,
    count_kept bigint NOT NULL,
    rows_digest text NOT NULL,
    finished_at bigint,
    duty bigint,
    version bigint NOT NULL,
    count_doubtful bigint NOT NULL DEFAULT 0,
    count_omitted bigint NOT NULL DEFAULT 0,
    count_mended bigint NOT NULL DEFAULT 0,
    destroyed_at bigint,
    shelf_mark text,
    errand text,
    confirms text NOT NULL DEFAULT 'asked',
    plan text NOT NULL DEFAULT '',
    passed text NOT NULL DEFAULT '');
CREATE UNIQUE INDEX import_batch_errand ON import_batch (errand) WHERE errand IS NOT NULL;
CREATE INDEX import_batch_keeping ON import_batch (finished_at) WHERE destroyed_at IS NULL;
CREATE INDEX import_batch_mark ON import_batch (shelf_mark) WHERE shelf_mark IS NOT NULL;
CREATE INDEX import_batch_unit ON import_batch (unit_id,
    id);
CREATE TABLE import_doubt (batch_id bigint NOT NULL REFERENCES import_batch (id),
    line bigint NOT NULL,
    person bigint,
    choice text NOT NULL CHECK (choice IN ('open', 'take', 'keep', 'another', 'omit')),
    decided_by bigint,
    decided_at bigint,
    PRIMARY KEY (batch_id, line));
CREATE INDEX import_doubt_choice ON import_doubt (batch_id,
    choice,
    line);
CREATE TABLE import_finding (batch_id bigint NOT NULL REFERENCES import_batch (id),
    line bigint NOT NULL,
    seq bigint NOT NULL,
    column_name text NOT NULL,
    kind text NOT NULL,
    message text NOT NULL,
    value text NOT NULL,
    who text NOT NULL,
    PRIMARY KEY (batch_id, line, seq));
CREATE INDEX import_finding_kind ON import_finding (batch_id,
    kind,
    line,
    seq);
CREATE TABLE "import_row" (batch_id bigint NOT NULL REFERENCES import_batch (id),
    line bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('new', 'matched', 'changed', 'wrong', 'kept', 'doubtful', 'omitted')),
    person bigint,
    payload bytea,
    before bytea,
    person_version bigint,
    spell bigint,
    done boolean NOT NULL,
    PRIMARY KEY (batch_id, line));
CREATE INDEX import_row_kind ON import_row (batch_id,
    kind,
    line) WHERE kind <> 'new';
CREATE INDEX import_row_person ON import_row (person,
    batch_id) WHERE person IS NOT NULL;
CREATE TABLE kept_answer (sent_key text NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    body_digest text NOT NULL,
    status bigint NOT NULL,
    answer text NOT NULL);
CREATE INDEX kept_answer_at ON kept_answer (at);
CREATE TABLE mail_contact (person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id),
    address_sealed bytea NOT NULL,
    set_at bigint NOT NULL);
CREATE TABLE member_change (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    state text NOT NULL,
    employment text NOT NULL,
    change bigint NOT NULL);
CREATE INDEX member_change_unit ON member_change (unit_id);
CREATE TABLE member_count (unit_id bigint NOT NULL REFERENCES unit (id),
    unit_path text NOT NULL,
    state text NOT NULL,
    employment text NOT NULL,
    members bigint NOT NULL CHECK (members >= 0),
    PRIMARY KEY (unit_id, state, employment));
CREATE INDEX member_count_path ON member_count (unit_path,
    state,
    employment,
    members);
CREATE TABLE member_fold (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    folds bigint NOT NULL);
CREATE TABLE member_month (base_id bigint NOT NULL REFERENCES unit (id),
    month text NOT NULL,
    employment text NOT NULL,
    members bigint NOT NULL CHECK (members >= 0),
    PRIMARY KEY (base_id, month, employment));
CREATE INDEX member_month_month ON member_month (month,
    base_id);
CREATE VIRTUAL TABLE member_search USING fts5 (tokens,
    content = 'member_token',
    content_rowid = 'id',
    detail = none,
    columnsize = 0,
    prefix = '3 4 5 6');
CREATE TABLE 'member_search_config'(k PRIMARY KEY,
    v) WITHOUT ROWID;
CREATE TABLE 'member_search_data'(id INTEGER PRIMARY KEY,
    block BLOB);
CREATE TABLE 'member_search_idx'(segid,
    term,
    pgno,
    PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE member_sum (unit_id bigint NOT NULL REFERENCES unit (id),
    state text NOT NULL,
    employment text NOT NULL,
    members bigint NOT NULL,
    PRIMARY KEY (unit_id, state, employment));
CREATE TABLE member_token (id INTEGER NOT NULL PRIMARY KEY,
    tokens text NOT NULL);
CREATE TABLE membership (id INTEGER NOT NULL PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    unit_path text NOT NULL,
    base_id bigint NOT NULL REFERENCES unit (id),
    name_key text NOT NULL,
    number text,
    sex text NOT NULL,
    employment text NOT NULL CHECK (employment IN ('established', 'contract', 'unestablished', 'dispatched', 'other')),
    state text NOT NULL CHECK (state IN ('active', 'retained', 'transferred', 'withdrawn', 'removed')),
    joined_on text,
    from_day text NOT NULL,
    until_day text,
    retained_for text CHECK (retained_for IN ('retired', 'unemployed', 'unit_closed', 'on_leave')),
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE UNIQUE INDEX membership_current ON membership (person_id) WHERE until_day IS NULL;
CREATE INDEX membership_kind ON membership (state,
    employment,
    unit_path) WHERE until_day IS NULL;
CREATE INDEX membership_list ON membership (unit_path,
    name_key,
    id,
    state,
    employment,
    sex,
    until_day) WHERE until_day IS NULL;
CREATE UNIQUE INDEX membership_number ON membership (base_id,
    number) WHERE until_day IS NULL AND number IS NOT NULL;
CREATE INDEX membership_past_number ON membership (base_id,
    number) WHERE until_day IS NOT NULL AND number IS NOT NULL;
CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_unit ON membership (unit_id,
    state,
    employment,
    from_day,
    until_day);
CREATE INDEX membership_unsexed ON membership (unit_path,
    name_key,
    id,
    state,
    employment,
    sex,
    until_day) WHERE until_day IS NULL AND sex = 'unknown';
CREATE TABLE month_closing (id INTEGER NOT NULL PRIMARY KEY,
    month text NOT NULL UNIQUE,
    digest text NOT NULL,
    closed_at bigint NOT NULL,
    counted_at bigint NOT NULL,
    revised bigint NOT NULL);
CREATE TABLE name_version (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version text NOT NULL);
CREATE TABLE notice (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    purpose text NOT NULL CHECK (purpose IN ('organisation', 'document', 'rights', 'activity', 'election', 'dues', 'account')),
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
    total bigint);
CREATE INDEX notice_unit ON notice (unit_id,
    id);
CREATE TABLE notice_delivery (notice_id bigint NOT NULL REFERENCES notice (id),
    person_id bigint NOT NULL REFERENCES person (id),
    channel text NOT NULL CHECK (channel IN ('app', 'email', 'sms', 'slip')),
    state text NOT NULL CHECK (state IN ('unread', 'read', 'waiting', 'sent', 'failed', 'unhanded', 'handed')),
    unit_id bigint REFERENCES unit (id),
    due_at bigint,
    attempts bigint NOT NULL,
    problem text,
    done_at bigint,
    PRIMARY KEY (notice_id, person_id, channel),
    CHECK ((state = 'waiting') = (due_at IS NOT NULL)));
CREATE INDEX notice_delivery_due ON notice_delivery (due_at) WHERE state = 'waiting';
CREATE INDEX notice_delivery_person ON notice_delivery (person_id,
    notice_id);
CREATE INDEX notice_delivery_state ON notice_delivery (notice_id,
    channel,
    state);
CREATE INDEX notice_delivery_unit ON notice_delivery (unit_id);
CREATE INDEX notice_delivery_unread ON notice_delivery (person_id) WHERE state = 'unread';
CREATE TABLE notice_person (notice_id bigint NOT NULL REFERENCES notice (id),
    person_id bigint NOT NULL REFERENCES person (id),
    PRIMARY KEY (notice_id, person_id));
CREATE INDEX notice_person_person ON notice_person (person_id);
CREATE TABLE notice_refusal (person_id bigint NOT NULL REFERENCES person (id),
    purpose text NOT NULL CHECK (purpose IN ('organisation', 'document', 'rights', 'activity', 'election', 'dues', 'account')),
    channel text NOT NULL CHECK (channel IN ('email', 'sms')),
    PRIMARY KEY (person_id, purpose, channel));
CREATE TABLE objection (id INTEGER NOT NULL PRIMARY KEY,
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
    CHECK ((finding IS NULL) = (state IN ('open', 'inquiring'))));
CREATE INDEX objection_entry ON objection (entry_id);
CREATE INDEX objection_publicity ON objection (publicity_id,
    id);
CREATE TABLE official_document (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL CHECK (kind IN ('notice', 'circular', 'decision', 'opinion', 'reply', 'report', 'request', 'letter', 'minutes')),
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
    CHECK (received <= sent_to));
CREATE UNIQUE INDEX official_document_place ON official_document (series_id,
    year,
    place) WHERE place IS NOT NULL;
CREATE INDEX official_document_series ON official_document (series_id);
CREATE INDEX official_document_unit ON official_document (unit_id,
    state,
    id);
CREATE TABLE outbox (id INTEGER NOT NULL PRIMARY KEY,
    event text NOT NULL,
    payload text NOT NULL,
    at bigint NOT NULL,
    delivered_at bigint);
CREATE INDEX outbox_undelivered ON outbox (id) WHERE delivered_at IS NULL;
CREATE TABLE panel (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name text NOT NULL,
    rule text NOT NULL CHECK (rule IN ('base', 'unit')));
CREATE INDEX panel_unit ON panel (unit_id);
CREATE TABLE panel_declaration (id INTEGER NOT NULL PRIMARY KEY,
    panel_id bigint NOT NULL REFERENCES panel (id),
    panellist bigint NOT NULL,
    to_person bigint,
    subject_kind text,
    subject bigint,
    relation text NOT NULL,
    at bigint NOT NULL,
    CHECK ((to_person IS NULL) = (subject_kind IS NOT NULL)),
    CHECK ((subject_kind IS NULL) = (subject IS NULL)));
CREATE INDEX panel_declaration_panel ON panel_declaration (panel_id,
    id);
CREATE TABLE panellist (panel_id bigint NOT NULL REFERENCES panel (id),
    person_id bigint NOT NULL REFERENCES person (id),
    role text NOT NULL CHECK (role IN ('head', 'judge', 'overseer', 'secretary')),
    PRIMARY KEY (panel_id, person_id));
CREATE INDEX panellist_person ON panellist (person_id);
CREATE TABLE permission_grant (id INTEGER NOT NULL PRIMARY KEY,
    person bigint NOT NULL,
    permission text NOT NULL,
    unit_path text NOT NULL,
    has_descent boolean NOT NULL,
    from_day text NOT NULL,
    until_day text,
    source_kind text NOT NULL,
    source bigint NOT NULL,
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE INDEX permission_grant_path ON permission_grant (unit_path);
CREATE INDEX permission_grant_person ON permission_grant (person);
CREATE INDEX permission_grant_source ON permission_grant (source_kind,
    source);
CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY,
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
    entered_at bigint NOT NULL);
CREATE UNIQUE INDEX person_identity ON person (identity_index) WHERE identity_index IS NOT NULL;
CREATE INDEX person_phone ON person (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX person_unidentified ON person (name_key) WHERE identity_index IS NULL;
CREATE TABLE person_merge (id INTEGER NOT NULL PRIMARY KEY,
    kept bigint NOT NULL,
    gone bigint NOT NULL,
    made_at bigint NOT NULL,
    made_by bigint NOT NULL,
    before bytea NOT NULL,
    kept_version bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('standing', 'undone')),
    undone_at bigint,
    undone_by bigint);
CREATE INDEX person_merge_gone ON person_merge (gone);
CREATE INDEX person_merge_kept ON person_merge (kept);
CREATE TABLE personal_key (person bigint NOT NULL PRIMARY KEY,
    sealed bytea NOT NULL);
CREATE TABLE photograph (id INTEGER NOT NULL PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person (id),
    consent_id bigint NOT NULL REFERENCES consent (id),
    mark text NOT NULL,
    media text NOT NULL CHECK (media IN ('jpeg', 'png')),
    width bigint NOT NULL,
    height bigint NOT NULL,
    size bigint NOT NULL,
    added_at bigint NOT NULL,
    added_by bigint NOT NULL);
CREATE INDEX photograph_consent ON photograph (consent_id);
CREATE INDEX photograph_mark ON photograph (mark);
CREATE UNIQUE INDEX photograph_person ON photograph (person_id);
CREATE TABLE post (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    person_id bigint NOT NULL REFERENCES person (id),
    kind text NOT NULL,
    from_day text NOT NULL,
    until_day text,
    paper text,
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE INDEX post_person ON post (person_id);
CREATE INDEX post_unit ON post (unit_id);
CREATE TABLE publicity (id INTEGER NOT NULL PRIMARY KEY,
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
    CHECK ((ended_at IS NULL) = (state IN ('draft', 'published'))));
CREATE INDEX publicity_unit ON publicity (unit_id,
    id);
CREATE TABLE publicity_entry (id INTEGER NOT NULL PRIMARY KEY,
    publicity_id bigint NOT NULL REFERENCES publicity (id),
    place bigint NOT NULL,
    name text NOT NULL,
    unit_words text NOT NULL,
    detail text NOT NULL,
    subject_kind text,
    subject bigint,
    state text NOT NULL CHECK (state IN ('listed', 'frozen', 'removed')),
    starts_on text);
CREATE INDEX publicity_entry_list ON publicity_entry (publicity_id,
    place);
CREATE TABLE quiet_hours (from_day text NOT NULL PRIMARY KEY,
    starts bigint NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    ends bigint NOT NULL CHECK (ends BETWEEN 0 AND 1439),
    reason text NOT NULL,
    set_by bigint NOT NULL,
    set_at bigint NOT NULL);
CREATE TABLE quota (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name text NOT NULL,
    measure text NOT NULL,
    basis text,
    return_by text,
    state text NOT NULL CHECK (state IN ('open', 'closed')),
    opened_by bigint NOT NULL,
    opened_at bigint NOT NULL);
CREATE INDEX quota_unit ON quota (unit_id,
    id);
CREATE TABLE quota_category (id INTEGER NOT NULL PRIMARY KEY,
    quota_id bigint NOT NULL REFERENCES quota (id),
    place bigint NOT NULL,
    name text NOT NULL);
CREATE INDEX quota_category_quota ON quota_category (quota_id,
    place);
CREATE TABLE quota_hold (id INTEGER NOT NULL PRIMARY KEY,
    share_id bigint NOT NULL REFERENCES quota_share (id),
    amount bigint NOT NULL CHECK (amount > 0),
    state text NOT NULL CHECK (state IN ('reserved', 'used', 'released')),
    subject_kind text NOT NULL,
    subject bigint NOT NULL,
    words text NOT NULL,
    made_at bigint NOT NULL);
CREATE INDEX quota_hold_share ON quota_hold (share_id,
    id);
CREATE INDEX quota_hold_subject ON quota_hold (subject_kind,
    subject);
CREATE TABLE quota_move (id INTEGER NOT NULL PRIMARY KEY,
    category_id bigint NOT NULL REFERENCES quota_category (id),
    act text NOT NULL CHECK (act IN ('open', 'add', 'hand_down', 'hand_back', 'reserve', 'release', 'use', 'undo')),
    from_id bigint REFERENCES quota_share (id),
    to_id bigint REFERENCES quota_share (id),
    amount bigint NOT NULL CHECK (amount > 0),
    lot bigint NOT NULL,
    reason text NOT NULL,
    by_person bigint,
    at bigint NOT NULL);
CREATE INDEX quota_move_category ON quota_move (category_id,
    id);
CREATE INDEX quota_move_from ON quota_move (from_id,
    id);
CREATE INDEX quota_move_lot ON quota_move (lot,
    to_id);
CREATE INDEX quota_move_to ON quota_move (to_id,
    id);
CREATE TABLE quota_share (id INTEGER NOT NULL PRIMARY KEY,
    category_id bigint NOT NULL REFERENCES quota_category (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    parent_id bigint REFERENCES quota_share (id),
    granted bigint NOT NULL CHECK (granted >= 0),
    handed bigint NOT NULL CHECK (handed >= 0),
    reserved bigint NOT NULL CHECK (reserved >= 0),
    used bigint NOT NULL CHECK (used >= 0),
    CHECK (handed + reserved + used <= granted));
CREATE INDEX quota_share_of ON quota_share (unit_id,
    category_id);
CREATE INDEX quota_share_parent ON quota_share (parent_id);
CREATE UNIQUE INDEX quota_share_unit ON quota_share (category_id,
    unit_id);
CREATE TABLE register_columns (person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id),
    columns text NOT NULL);
CREATE TABLE register_file (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    made_by bigint NOT NULL,
    made_at bigint NOT NULL,
    format text NOT NULL CHECK (format IN ('xlsx', 'csv')),
    filter text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'writing', 'done', 'cancelled', 'failed', 'expired')),
    problem text,
    rows_done bigint NOT NULL,
    rows_total bigint,
    size bigint,
    expires_at bigint);
CREATE INDEX register_file_expiry ON register_file (state,
    expires_at);
CREATE INDEX register_file_unit ON register_file (unit_id,
    made_by,
    id);
CREATE TABLE register_view (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    owner bigint NOT NULL,
    name text NOT NULL,
    filter text NOT NULL,
    columns text NOT NULL,
    is_shared boolean NOT NULL,
    version bigint NOT NULL);
CREATE INDEX register_view_unit ON register_view (unit_id,
    owner);
CREATE TABLE request (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    title text NOT NULL,
    text text NOT NULL,
    sign_off_id bigint REFERENCES sign_off (id),
    version bigint NOT NULL);
CREATE INDEX request_sign_off ON request (sign_off_id);
CREATE INDEX request_unit ON request (unit_id,
    id);
CREATE TABLE roster_memory (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    shape text NOT NULL,
    titles text NOT NULL,
    meanings text NOT NULL,
    made_by bigint,
    made_at bigint NOT NULL,
    uses bigint NOT NULL);
CREATE UNIQUE INDEX roster_memory_shape ON roster_memory (unit_id,
    shape);
CREATE TABLE rule_value (id INTEGER NOT NULL PRIMARY KEY,
    rule_key text NOT NULL,
    value text NOT NULL,
    place text,
    unit bigint,
    level text,
    school text,
    from_day text NOT NULL,
    until_day text,
    citation text NOT NULL,
    owner text NOT NULL,
    checked_on text NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    remark text,
    edition text,
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
    proposed_by bigint,
    proposed_at bigint,
    decided_by bigint,
    decided_at bigint,
    reason text,
    version bigint NOT NULL,
    CHECK ((place IS NULL) <> (unit IS NULL)),
    CHECK ((edition IS NULL) = (unit IS NOT NULL)),
    CHECK (until_day IS NULL OR until_day >= from_day),
    CHECK (decided_by IS NULL OR state = 'withdrawn' OR decided_by <> proposed_by));
CREATE INDEX rule_value_place ON rule_value (place) WHERE place IS NOT NULL;
CREATE INDEX rule_value_unit ON rule_value (unit) WHERE unit IS NOT NULL;
CREATE TABLE schema_migration (name text NOT NULL PRIMARY KEY,
    applied_at bigint NOT NULL,
    digest text NOT NULL);
CREATE TABLE sent_form (sent_key text NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    location text NOT NULL,
    words text NOT NULL);
CREATE INDEX sent_form_at ON sent_form (at);
CREATE TABLE session (digest text NOT NULL PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stage text NOT NULL CHECK (stage IN ('new_password', 'code', 'full')),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    desk bigint,
    address text NOT NULL,
    agent text NOT NULL);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);
CREATE TABLE set_up_link (digest text NOT NULL PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made_by bigint,
    made_at bigint NOT NULL,
    expires_at bigint NOT NULL);
CREATE INDEX set_up_link_account ON set_up_link (account_id);
CREATE TABLE sign_in_failure (counted text NOT NULL PRIMARY KEY,
    failures bigint NOT NULL,
    last_at bigint NOT NULL,
    wait_until bigint NOT NULL);
CREATE TABLE sign_off (id INTEGER NOT NULL PRIMARY KEY,
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
    CHECK ((holder_id IS NULL) = (state IN ('approved', 'refused', 'withdrawn'))));
CREATE INDEX sign_off_desk ON sign_off (holder_id,
    state,
    since,
    id);
CREATE UNIQUE INDEX sign_off_subject ON sign_off (subject_kind,
    subject) WHERE state IN ('held',
    'returned');
CREATE INDEX sign_off_unit ON sign_off (unit_id,
    id);
CREATE TABLE sign_off_batch (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    decision text NOT NULL CHECK (decision IN ('agree', 'give_back', 'refuse')),
    words text,
    made_by bigint NOT NULL,
    made_at bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'running', 'done', 'cancelled')),
    total bigint NOT NULL,
    count_done bigint NOT NULL,
    count_passed bigint NOT NULL,
    duty bigint);
CREATE INDEX sign_off_batch_unit ON sign_off_batch (unit_id,
    id);
CREATE TABLE sign_off_batch_row (batch_id bigint NOT NULL REFERENCES sign_off_batch (id),
    sign_off_id bigint NOT NULL REFERENCES sign_off (id),
    version bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'done', 'passed')),
    PRIMARY KEY (batch_id, sign_off_id));
CREATE INDEX sign_off_batch_row_case ON sign_off_batch_row (sign_off_id);
CREATE INDEX sign_off_batch_row_state ON sign_off_batch_row (batch_id,
    state,
    sign_off_id);
CREATE TABLE sign_off_stage (sign_off_id bigint NOT NULL REFERENCES sign_off (id),
    place bigint NOT NULL,
    unit_id bigint NOT NULL REFERENCES unit (id),
    permission text NOT NULL,
    days bigint NOT NULL CHECK (days >= 0),
    PRIMARY KEY (sign_off_id, place));
CREATE INDEX sign_off_stage_unit ON sign_off_stage (unit_id);
CREATE TABLE sign_off_step (id INTEGER NOT NULL PRIMARY KEY,
    sign_off_id bigint NOT NULL REFERENCES sign_off (id),
    act text NOT NULL CHECK (act IN ('file', 'refile', 'forward', 'approve', 'give_back', 'refuse', 'withdraw', 'lift')),
    unit_id bigint NOT NULL REFERENCES unit (id),
    by_person bigint NOT NULL,
    for_person bigint,
    words text,
    at bigint NOT NULL);
CREATE INDEX sign_off_step_case ON sign_off_step (sign_off_id,
    id);
CREATE INDEX sign_off_step_unit ON sign_off_step (unit_id,
    id);
CREATE TABLE staff_count (report_id bigint NOT NULL REFERENCES staff_report (id),
    employment text NOT NULL,
    staff bigint NOT NULL CHECK (staff >= 0),
    PRIMARY KEY (report_id, employment));
CREATE TABLE staff_report (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    month text NOT NULL,
    as_of text NOT NULL,
    source text NOT NULL CHECK (source IN ('report', 'hr_file', 'personnel_system')),
    remark text,
    reported_by bigint,
    reported_at bigint NOT NULL,
    version bigint NOT NULL,
    corrected_at bigint);
CREATE UNIQUE INDEX staff_report_unit ON staff_report (unit_id,
    month);
CREATE TABLE stand_in (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    absent bigint NOT NULL,
    substitute bigint NOT NULL,
    from_day text NOT NULL,
    until_day text NOT NULL,
    reason text NOT NULL,
    made_by bigint NOT NULL,
    made_at bigint NOT NULL,
    ended_at bigint,
    CHECK (until_day >= from_day),
    CHECK (absent <> substitute));
CREATE INDEX stand_in_substitute ON stand_in (substitute,
    until_day);
CREATE INDEX stand_in_unit ON stand_in (unit_id,
    from_day);
CREATE TABLE unit (id INTEGER NOT NULL PRIMARY KEY,
    path text NOT NULL UNIQUE,
    parent_id bigint REFERENCES unit (id),
    name text NOT NULL,
    short_name text NOT NULL,
    name_key text NOT NULL,
    code text UNIQUE,
    level text NOT NULL CHECK (level IN ('national', 'provincial', 'municipal', 'district', 'base', 'branch', 'group')),
    kind text NOT NULL,
    state text NOT NULL CHECK (state IN ('preparing', 'standing', 'dissolved')),
    founded_on text,
    dissolved_on text,
    version bigint NOT NULL);
CREATE INDEX unit_name ON unit (name_key);
CREATE INDEX unit_parent ON unit (parent_id);
CREATE TABLE unit_alias (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL CHECK (kind IN ('second', 'alias', 'former')),
    name text NOT NULL,
    from_day text,
    until_day text,
    CHECK (until_day IS NULL OR from_day IS NULL OR until_day >= from_day));
CREATE INDEX unit_alias_unit ON unit_alias (unit_id);
CREATE TABLE unit_change (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind text NOT NULL CHECK (kind IN ('enter', 'found', 'rename', 'correct', 'move', 'merge', 'split', 'dissolve')),
    state text NOT NULL CHECK (state IN ('planned', 'done', 'dropped')),
    on_day text NOT NULL,
    paper text,
    paper_day text,
    scan_hash text,
    scan_size bigint,
    scan_type text CHECK (scan_type IN ('pdf', 'png', 'jpeg')),
    scan_name text,
    plan text NOT NULL,
    words text NOT NULL,
    made_by bigint,
    made_at bigint NOT NULL,
    version bigint NOT NULL);
CREATE INDEX unit_change_unit ON unit_change (unit_id,
    on_day);
CREATE TABLE unit_change_part (change_id bigint NOT NULL REFERENCES unit_change (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    role text NOT NULL CHECK (role IN ('subject', 'from', 'into', 'parent')),
    name text NOT NULL,
    members bigint NOT NULL,
    PRIMARY KEY (change_id, unit_id, role));
CREATE INDEX unit_change_part_unit ON unit_change_part (unit_id,
    change_id);
CREATE TABLE unit_contact (unit_id INTEGER NOT NULL PRIMARY KEY REFERENCES unit (id),
    office text,
    phone text,
    hours text);
CREATE TABLE unit_group (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name text NOT NULL,
    note text,
    ended_on text,
    version bigint NOT NULL);
CREATE INDEX unit_group_unit ON unit_group (unit_id);
CREATE TABLE unit_group_clause (id INTEGER NOT NULL PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES unit_group (id),
    below_id bigint NOT NULL REFERENCES unit (id),
    is_direct boolean NOT NULL,
    level text,
    kind text,
    has_preparing boolean NOT NULL,
    from_day text,
    until_day text,
    CHECK (from_day IS NULL OR until_day IS NULL OR until_day >= from_day));
CREATE INDEX unit_group_clause_below ON unit_group_clause (below_id);
CREATE INDEX unit_group_clause_group ON unit_group_clause (group_id);
CREATE TABLE unit_group_exception (id INTEGER NOT NULL PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES unit_group (id),
    unit_id bigint NOT NULL REFERENCES unit (id),
    is_in boolean NOT NULL,
    from_day text NOT NULL,
    until_day text,
    reason text NOT NULL,
    paper text,
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE UNIQUE INDEX unit_group_exception_current ON unit_group_exception (group_id,
    unit_id) WHERE until_day IS NULL;
CREATE INDEX unit_group_exception_group ON unit_group_exception (group_id);
CREATE INDEX unit_group_exception_unit ON unit_group_exception (unit_id);
CREATE TABLE unit_group_spelling (id INTEGER NOT NULL PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES unit_group (id),
    words text NOT NULL,
    words_key text NOT NULL UNIQUE);
CREATE INDEX unit_group_spelling_group ON unit_group_spelling (group_id);
CREATE TABLE unit_link (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    parent_id bigint NOT NULL REFERENCES unit (id),
    from_day text NOT NULL,
    until_day text,
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE UNIQUE INDEX unit_link_current ON unit_link (unit_id,
    parent_id) WHERE until_day IS NULL;
CREATE INDEX unit_link_parent ON unit_link (parent_id);
CREATE INDEX unit_link_unit ON unit_link (unit_id);
CREATE TABLE unit_place (unit_id INTEGER NOT NULL PRIMARY KEY REFERENCES unit (id),
    place text NOT NULL);
CREATE TABLE unit_spell (unit_id bigint NOT NULL REFERENCES unit (id),
    from_day text NOT NULL,
    until_day text,
    parent_id bigint REFERENCES unit (id),
    path text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    level text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL CHECK (state IN ('preparing', 'standing')),
    PRIMARY KEY (unit_id, from_day),
    CHECK (until_day IS NULL OR until_day >= from_day));
CREATE INDEX unit_spell_parent ON unit_spell (parent_id,
    from_day);
CREATE INDEX unit_spell_path ON unit_spell (path,
    from_day,
    until_day);
CREATE TABLE viewing (id INTEGER NOT NULL PRIMARY KEY,
    viewer bigint NOT NULL,
    person_id bigint NOT NULL REFERENCES person (id),
    made_at bigint NOT NULL,
    expires_at bigint NOT NULL);
CREATE INDEX viewing_expiry ON viewing (expires_at);
CREATE INDEX viewing_person ON viewing (person_id);
CREATE INDEX viewing_viewer ON viewing (viewer);
CREATE TABLE waiting_roster (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    made_by bigint,
    made_at bigint NOT NULL,
    file_name text NOT NULL,
    file_digest text NOT NULL,
    survey bytea NOT NULL,
    plan text NOT NULL,
    version bigint NOT NULL);
CREATE INDEX waiting_roster_made ON waiting_roster (made_at);
CREATE INDEX waiting_roster_unit ON waiting_roster (unit_id,
    id);
CREATE TABLE webhook (id INTEGER NOT NULL PRIMARY KEY,
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
    made_at bigint NOT NULL,
    former_sealed bytea,
    former_until bigint);
CREATE INDEX webhook_account ON webhook (account_id);
CREATE INDEX webhook_unit ON webhook (unit_id,
    id);
CREATE TABLE workplace (id INTEGER NOT NULL PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name text NOT NULL,
    kind text NOT NULL,
    founded_on text,
    staff bigint CHECK (staff IS NULL OR staff >= 0),
    staff_on text,
    state text NOT NULL CHECK (state IN ('none', 'planned', 'founded', 'closed')),
    union_id bigint REFERENCES unit (id),
    note text,
    version bigint NOT NULL,
    entered_at bigint NOT NULL,
    CHECK ((state = 'founded') = (union_id IS NOT NULL)));
CREATE INDEX workplace_union ON workplace (union_id);
CREATE INDEX workplace_unit ON workplace (unit_id);
