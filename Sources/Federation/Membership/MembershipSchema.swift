import Web

/// Why a membership is retained. Engines differ in how a checked column is added: SQLite with the column alone, PostgreSQL (for
/// Citus) in a statement of its own.
let retentionMigration = Migration(
    "federation 032 retention",
    sqlite: """
        ALTER TABLE membership ADD COLUMN retained_for text
            CHECK (retained_for IN ('retired', 'unemployed', 'unit_closed', 'on_leave'));
        """,
    postgres: """
        ALTER TABLE membership ADD COLUMN retained_for text;
        ALTER TABLE membership ADD CONSTRAINT membership_retained_for_check
            CHECK (retained_for IN ('retired', 'unemployed', 'unit_closed', 'on_leave'));
        """)
