extension Migration {
    /// The tables of duties and the outbox, which every federation has.
    public static let duties: [Migration] = [
        Migration(
            "store 001 duty",
            """
            CREATE TABLE duty (
                id bigint NOT NULL PRIMARY KEY,
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
                CHECK ((held_by IS NULL) = (held_until IS NULL))
            );
            CREATE INDEX duty_by_state ON duty (state, run_at, id)
            """),
        Migration(
            "store 002 outbox",
            """
            CREATE TABLE outbox (
                id bigint NOT NULL PRIMARY KEY,
                event text NOT NULL,
                payload text NOT NULL,
                at bigint NOT NULL,
                delivered_at bigint
            );
            CREATE INDEX outbox_undelivered ON outbox (id) WHERE delivered_at IS NULL
            """),
    ]
}
