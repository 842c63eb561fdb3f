import Web

/// People without an identity number on file, by name: whom an import may find by name and birth though its rows have numbers.
let unidentifiedMigration = Migration(
    "federation 070 people without identity",
    """
    CREATE INDEX person_unidentified ON person (name_key) WHERE identity_index IS NULL;
    """)
