import Web

/// Who touched a thing last, and when, as the audit has it: for whoever finds that somebody was quicker.
struct LastHand: Record, Sendable {
    let name: String?
    let at: Instant

    static let columns: SQL = "n.name, e.at"

    init(_ row: borrowing Row) throws {
        name = try row.read("name")
        at = try row.read("at")
    }

    /// `马超群，3 月 2 日 15:00`; nil when nobody's act is on record.
    static func words<Tag>(on kind: StaticString, _ id: ID<Tag>, in tx: Transaction) throws -> String? {
        let last: LastHand? = try tx.first(
            """
            SELECT \(columns) FROM audit_entry e LEFT JOIN person n ON n.id = e.actor
             WHERE e.subject_kind = \(kind.description) AND e.subject = \(id) ORDER BY e.id DESC LIMIT 1
            """)
        return last.map { "\($0.name ?? "系统")，\($0.at.minute)" }
    }
}
