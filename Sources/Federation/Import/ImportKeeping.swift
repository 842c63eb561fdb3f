import Web

/// How long the contents of imported rows are kept, and how they are destroyed.
enum ImportKeeping {
    /// Days after an import ended, or after a file was checked and left lying. An import that took the wrong file comes to light
    /// with the next quarterly report (季报), so for a quarter it can be undone row by row; after that nobody needs what stood
    /// in the file, and personal data is kept no longer than its purpose needs (Personal Information Protection Law, art. 19).
    static let days = 90

    static let duty = "federation.import.keep"

    /// Rows destroyed in one turn.
    private static let turn = 2_000

    /// Once a day: batches whose time is over lose the sealed contents of their rows, their findings and their file. Counts,
    /// the lines and whom they concerned stay.
    static let kind = DutyKind(duty) { turn, tx in
        let limit = tx.now.adding(days: -days)
        let batch: ID<ImportBatch>? = try tx.value(
            """
            SELECT id FROM import_batch WHERE destroyed_at IS NULL AND coalesce(finished_at, made_at) < \(limit)
               AND state NOT IN ('running', 'undoing', 'checking') ORDER BY id LIMIT 1
            """)
        guard let batch else { return .done }
        let lines: [Int] = try tx.values(
            """
            SELECT line FROM import_row WHERE batch_id = \(batch) AND payload IS NOT NULL ORDER BY line LIMIT \(Self.turn)
            """)
        if lines.isEmpty {
            try tx.run("DELETE FROM import_finding WHERE batch_id = \(batch)")
            try tx.run(
                """
                UPDATE import_batch SET destroyed_at = \(tx.now), shelf_mark = CAST(NULL AS text), passed = ''
                 WHERE id = \(batch)
                """)
        } else {
            try tx.run(
                """
                UPDATE import_row SET payload = CAST(NULL AS bytea), before = CAST(NULL AS bytea)
                 WHERE batch_id = \(batch) AND line \(anyOf: lines)
                """)
        }
        return .again(payload: "", done: turn.done + lines.count, total: nil)
    }

    /// Which of these marks of the shelf a batch still holds.
    static func held(_ marks: [String], in tx: Transaction) throws -> [String] {
        try tx.values("SELECT shelf_mark FROM import_batch WHERE shelf_mark \(anyOf: marks)")
    }
}
