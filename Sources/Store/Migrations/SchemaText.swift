extension Store {
    /// The schema as one text in a fixed order, for a golden. SQLite only, whose catalogue keeps what was written;
    /// spaces are made one, so that layout does not count.
    public func schemaText() async throws -> String {
        try await read { tx in
            precondition(tx.engine == .sqlite, "the golden schema is drawn from SQLite")
            let statements: [String] = try tx.values(
                """
                SELECT sql FROM sqlite_master
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                 ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name
                """)
            return statements.map { oneSpaced($0) + ";\n" }.joined()
        }
    }
}

/// A statement on one line, except that each piece of a table's list has its own.
private func oneSpaced(_ statement: String) -> String {
    var out = ""
    var depth = 0
    var isQuoted = false
    var hasSpace = false
    for character in statement {
        if isQuoted || character == "'" {
            if hasSpace { out += " " }
            hasSpace = false
            out.append(character)
            if character == "'" { isQuoted.toggle() }
            continue
        }
        if character.isWhitespace {
            hasSpace = !out.isEmpty && out.last != "(" && !out.hasSuffix("\n    ")
            continue
        }
        if character == ")" { depth -= 1 }
        if hasSpace && character != ")" && character != "," { out += " " }
        hasSpace = false
        out.append(character)
        if character == "(" { depth += 1 }
        if character == "," && depth == 1 { out += "\n    " }
    }
    return out
}
