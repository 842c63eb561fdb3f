import Sheets
import Web

/// What officers of a unit said of files with the same heads, so that next month nobody need say it again.
struct RosterMemory: Equatable, Sendable {
    let id: ID<RosterMemory>
    let unit: ID<Unit>
    /// See `RosterPlan.shape`.
    let shape: String
    /// The heads it knows files by.
    let titles: [String]
    let columns: [RosterColumn?]
    /// Who said it last; nil for the command line.
    let madeBy: ID<Person>?
    let madeByName: String?
    let madeAt: Instant
    /// How many files were read by it.
    let uses: Int

    /// What it says of a table so many columns wide.
    func guesses(width: Int) -> [ColumnGuess] {
        (0..<width).map { index in
            let column = columns.indices.contains(index) ? columns[index] : nil
            return ColumnGuess(column: column, confidence: .told, reason: column == nil ? "上次没有导入。" : "上次就是这样对应的。")
        }
    }
}

extension RosterMemory: Record {
    static let columns: SQL = """
        r.id, r.unit_id, r.shape, r.titles, r.meanings, r.made_by, p.name AS made_by_name, r.made_at, r.uses
        """
    private static let source: SQL = "roster_memory r LEFT JOIN person p ON p.id = r.made_by"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        shape = try row.read("shape")
        let titles: String = try row.read("titles"), columns: String = try row.read("meanings")
        self.titles = (try? JSON(parsing: titles))?.array?.compactMap(\.string) ?? []
        self.columns = ((try? JSON(parsing: columns))?.array ?? []).map {
            $0.string.flatMap { RosterColumn(rawValue: $0) }
        }
        madeBy = try row.read("made_by")
        madeByName = try row.read("made_by_name")
        madeAt = try row.read("made_at")
        uses = try row.read("uses")
    }

    /// All that is remembered of a unit, the latest first, at most two hundred.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [RosterMemory] {
        try tx.all(
            "SELECT \(columns) FROM \(source) WHERE r.unit_id = \(unit) ORDER BY r.made_at DESC, r.id DESC LIMIT 200")
    }

    /// The same by the shape of their heads.
    static func byShape(of unit: ID<Unit>, in tx: Transaction) throws -> [String: RosterMemory] {
        Dictionary(try all(of: unit, in: tx).map { ($0.shape, $0) }) { first, _ in first }
    }

    /// One of a unit where the officer's permission holds; otherwise missing.
    static func find(_ id: ID<RosterMemory>, as officer: Officer, in tx: Transaction) throws -> RosterMemory {
        let memory: RosterMemory? = try tx.first(
            """
            SELECT \(columns) FROM \(source) JOIN unit u ON u.id = r.unit_id
             WHERE r.id = \(id) AND \(officer.sees("u.path"))
            """)
        guard let memory else { throw Refusal.missing }
        return memory
    }

    /// Keeps what was said of a file's heads; what was said of them before gives way.
    static func keep(_ plan: RosterPlan, of unit: ID<Unit>, by person: ID<Person>?, in tx: Transaction) throws {
        let titles = JSON.array(plan.shownTitles.map { JSON($0) }).text
        let columns = JSON.array(plan.columns.map { JSON($0?.rawValue) }).text
        try tx.run(
            """
            INSERT INTO roster_memory (id, unit_id, shape, titles, meanings, made_by, made_at, uses)
            VALUES (\(tx.newID(RosterMemory.self)), \(unit), \(plan.shape), \(titles), \(columns), \(person), \(tx.now), 1)
            ON CONFLICT (unit_id, shape) DO UPDATE SET titles = excluded.titles, meanings = excluded.meanings,
                made_by = excluded.made_by, made_at = excluded.made_at, uses = roster_memory.uses + 1
            """)
    }

    /// Counts one more file read by what is remembered of its heads.
    static func used(_ plan: RosterPlan, of unit: ID<Unit>, in tx: Transaction) throws {
        try tx.run("UPDATE roster_memory SET uses = uses + 1 WHERE unit_id = \(unit) AND shape = \(plan.shape)")
    }

    /// Lets it go: the next file with these heads is asked about again.
    func forget(in tx: Transaction) throws {
        try tx.run("DELETE FROM roster_memory WHERE id = \(id)")
    }
}
