public import Web

/// How many spells of membership a unit had on a past day, by state and employment type: counted from the dated spells, so that
/// last year's figures still add up after this year's merger.
public struct CountOfDay: Equatable, Sendable, Record {
    public let unit: ID<Unit>
    public let state: MembershipState
    public let employment: Employment
    public let members: Int

    public static let columns: SQL = "m.unit_id, m.state, m.employment"

    public init(_ row: borrowing Row) throws {
        unit = try row.read("unit_id")
        state = try row.read("state")
        employment = try row.read("employment")
        members = try row.read("members")
    }

    /// The counts of a day of every unit at and below a path of that day, or of all: one range of an index that holds all it
    /// needs. The caller has asked what its officer may see.
    public static func all(on day: Day, below path: String? = nil, in tx: Transaction) throws -> [CountOfDay] {
        guard let path else { return try all(on: day, of: .nothing, in: tx) }
        let parts = [Reach(unitPath: path, hasDescent: true)]
        return try all(on: day, of: units(on: day, within: parts), in: tx)
    }

    /// `units` is empty or begins with ` AND m.unit_id`.
    static func all(on day: Day, of units: SQL, in tx: Transaction) throws -> [CountOfDay] {
        try tx.all(
            """
            SELECT \(columns), count(*) AS members FROM membership m
             WHERE m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day >= \(day))\(units)
             GROUP BY m.unit_id, m.state, m.employment
            """)
    }

    /// The units of a day inside parts of its tree, as a condition of `all`.
    static func units(on day: Day, within parts: [Reach]) -> SQL {
        " AND m.unit_id IN (SELECT s.unit_id FROM unit_spell s WHERE \(UnitSpell.holds(on: day))\(UnitSpell.inside(parts)))"
    }
}
