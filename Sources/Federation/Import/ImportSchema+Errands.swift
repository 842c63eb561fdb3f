import Web

/// Where the file lies as it was sent; and imports that begin at a terminal: by what note they are found again, and whether anybody
/// is asked before they are written.
let importErrandMigration = Migration(
    "federation 039 import errands",
    """
    ALTER TABLE import_batch ADD COLUMN errand text;
    ALTER TABLE import_batch ADD COLUMN confirms text NOT NULL DEFAULT 'asked';
    CREATE UNIQUE INDEX import_batch_errand ON import_batch (errand) WHERE errand IS NOT NULL;
    CREATE INDEX import_batch_mark ON import_batch (shelf_mark) WHERE shelf_mark IS NOT NULL;
    CREATE INDEX import_batch_keeping ON import_batch (finished_at) WHERE destroyed_at IS NULL
    """)
