import Web

/// The secret addresses under which people subscribe to their own calendars.
let calendarMigration = Migration(
    "notices 006 calendars",
    """
    CREATE TABLE calendar_feed (
        id bigint NOT NULL PRIMARY KEY,
        person_id bigint NOT NULL REFERENCES person (id),
        digest text NOT NULL UNIQUE,
        made_at bigint NOT NULL,
        ended_at bigint
    );
    CREATE UNIQUE INDEX calendar_feed_person ON calendar_feed (person_id) WHERE ended_at IS NULL;
    CREATE INDEX calendar_feed_people ON calendar_feed (person_id);
    """)
