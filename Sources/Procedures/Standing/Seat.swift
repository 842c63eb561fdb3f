import Federation
import Web

/// A place at a unit's desk that a person has today: by a post of their own, or standing in for somebody who is away.
///
/// Cases are decided level by level, so what counts is the post in the very unit that holds a case, not that a permission reaches
/// down to it: nobody says yes at two levels because their post stands above both.
struct Seat: Record, Sendable {
    let unit: ID<Unit>
    let kind: PostKind
    /// Whom they stand in for.
    let absent: ID<Person>?
    let absentName: String?

    static let columns: SQL = "unit_id, kind, absent, absent_name"

    init(_ row: borrowing Row) throws {
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        absent = try row.read("absent")
        absentName = try row.read("absent_name")
    }

    func allows(_ permission: String) -> Bool { kind.permissions.contains { $0.name == permission } }

    /// All of a person's today, their own first.
    static func all(of person: ID<Person>, in tx: Transaction) throws -> [Seat] {
        let today = tx.today
        let isHeld: SQL = "p.from_day <= \(today) AND (p.until_day IS NULL OR p.until_day >= \(today))"
        return try tx.all(
            """
            SELECT p.unit_id, p.kind, NULL AS absent, NULL AS absent_name FROM post p
             WHERE p.person_id = \(person) AND \(isHeld)
            UNION ALL
            SELECT p.unit_id, p.kind, i.absent, n.name AS absent_name FROM stand_in i
              JOIN post p ON p.unit_id = i.unit_id AND p.person_id = i.absent JOIN person n ON n.id = i.absent
             WHERE i.substitute = \(person) AND \(StandIn.holds(on: today)) AND \(isHeld)
            """)
    }

    /// The seat from which a person may decide at a unit, their own rather than another's; nil when there is none.
    static func first(
        of person: ID<Person>, at unit: ID<Unit>?, for permission: String, in tx: Transaction
    ) throws -> Seat? {
        guard let unit else { return nil }
        let fitting = try all(of: person, in: tx).filter { $0.unit == unit && $0.allows(permission) }
        return fitting.first { $0.absent == nil } ?? fitting.first
    }
}
