import Web

/// The search index once more, quick for beginnings of every length that people type: two letters (`pli`) to five (`pzhang`). FTS5
/// reads a beginning from an index only where one of just its length is kept; for the others it merges thousands of lists.
/// PostgreSQL keeps what was written last in a heap that each search reads through: it stays small.
let searchPrefixMigration = Migration(
    "federation 071 search prefixes",
    sqlite: """
        DROP TABLE member_search;
        CREATE VIRTUAL TABLE member_search USING fts5 (tokens, content = 'member_token', content_rowid = 'id',
            detail = none, columnsize = 0, prefix = '3 4 5 6');
        INSERT INTO member_search (member_search) VALUES ('rebuild');
        """,
    postgres: """
        ALTER INDEX member_token_tokens SET (gin_pending_list_limit = 512);
        """)
