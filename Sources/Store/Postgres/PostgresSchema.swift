/// Making, dropping and describing a federation's schema.
enum PostgresSchema {
    /// An identifier in quotes.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Makes the schema; it must not be there yet.
    static func create(_ name: String, in connection: any Connection) throws {
        try connection.script("CREATE SCHEMA \(quoted(name))")
    }

    /// Drops the schema with all it holds, if it is there.
    static func drop(_ name: String, in connection: any Connection) throws {
        try connection.script("DROP SCHEMA IF EXISTS \(quoted(name)) CASCADE")
    }

    /// Whether the schema is there.
    static func exists(_ name: String, in connection: any Connection) throws -> Bool {
        try !words("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = \(name)", in: connection).isEmpty
    }

    /// The tables of a schema by name.
    static func tables(of schema: String, in connection: any Connection) throws -> [String] {
        try words("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = \(schema) ORDER BY 1", in: connection)
    }

    /// The first column of every row.
    static func words(_ sql: SQL, in connection: any Connection) throws -> [String] {
        var found: [String] = []
        _ = try connection.run(sql) { row in
            found.append(try row.read(at: 0))
            return true
        }
        return found
    }

    /// The schema in words, one line a fact, so that two schemas that mean the same read the same:
    ///
    ///     table proposal
    ///       id bigint not null
    ///       state text not null default 'filed'
    ///       primary key (id)
    ///       foreign key (congress_id) references congress (id)
    ///       unique (congress_id, number)
    ///       index (congress_id, state)
    ///       check state in …
    ///
    /// Columns stand in their order, keys and indexes sorted; names of constraints and indexes are left out, as SQLite
    /// has none for most. Checks are written as PostgreSQL understands them.
    static func describe(_ schema: String, in connection: any Connection) throws -> String {
        var lines: [String] = []
        for table in try tables(of: schema, in: connection) {
            lines.append("table \(table)")
            let facts =
                try words(columns(of: table, schema), in: connection)
                + words(constraints(of: table, schema), in: connection).sorted()
                + words(indexes(of: table, schema), in: connection).sorted()
            lines += facts.map { "  " + $0 }
        }
        let views: SQL = "SELECT 'view ' || viewname FROM pg_catalog.pg_views WHERE schemaname = \(schema) ORDER BY 1"
        lines += try words(views, in: connection)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func columns(of table: String, _ schema: String) -> SQL {
        """
        SELECT a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || CASE WHEN a.attgenerated <> '' THEN ' generated ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                       WHEN d.oid IS NOT NULL
                       THEN ' default ' || replace(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '::text', '')
                       ELSE '' END
          FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE n.nspname = \(schema) AND c.relname = \(table) AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY a.attnum
        """
    }

    /// Primary keys, unique rules, foreign keys and checks.
    private static func constraints(of table: String, _ schema: String) -> SQL {
        """
        SELECT CASE r.contype WHEN 'c' THEN 'check ' WHEN 'f' THEN 'foreign key ' WHEN 'p' THEN 'primary key '
                              ELSE 'unique ' END
               || CASE r.contype WHEN 'c' THEN pg_catalog.pg_get_expr(r.conbin, r.conrelid)
                  ELSE \(names("r.conkey", "r.conrelid")) END
               || CASE r.contype WHEN 'f'
                  THEN ' references ' || f.relname || ' ' || \(names("r.confkey", "r.confrelid"))
                       || CASE r.confdeltype WHEN 'c' THEN ' on delete cascade'
                                             WHEN 'n' THEN ' on delete set null' ELSE '' END
                  ELSE '' END
          FROM pg_catalog.pg_constraint r
          JOIN pg_catalog.pg_class c ON c.oid = r.conrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_catalog.pg_class f ON f.oid = r.confrelid
         WHERE n.nspname = \(schema) AND c.relname = \(table) AND r.contype IN ('c', 'f', 'p', 'u')
        """
    }

    /// `(a, b)`: the columns of a key in its order.
    private static func names(_ numbers: SQL, _ table: SQL) -> SQL {
        """
        (SELECT '(' || string_agg(CAST(a.attname AS text), ', ' ORDER BY k.place) || ')'
           FROM unnest(\(numbers)) WITH ORDINALITY AS k (number, place)
           JOIN pg_catalog.pg_attribute a ON a.attrelid = \(table) AND a.attnum = k.number)
        """
    }

    /// Indexes that no constraint brought.
    private static func indexes(of table: String, _ schema: String) -> SQL {
        """
        SELECT CASE WHEN i.indisunique THEN 'unique index (' ELSE 'index (' END
               || (SELECT string_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k, true), ', ' ORDER BY k)
                     FROM generate_series(1, i.indnatts) AS k)
               || ')' || coalesce(' where ' || pg_catalog.pg_get_expr(i.indpred, i.indrelid), '')
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = \(schema) AND c.relname = \(table)
           AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint r
                            WHERE r.conindid = i.indexrelid AND r.contype IN ('p', 'u'))
        """
    }
}
