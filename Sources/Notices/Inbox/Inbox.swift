import Federation
import Web

/// A message in somebody's box (消息).
struct InboxLine: Record, Sendable {
    let notice: Notice
    let state: Delivery.State

    static let columns: SQL = Notice.columns + ", d.state AS delivery_state"

    static let source: SQL =
        "notice_delivery d JOIN notice n ON n.id = d.notice_id JOIN unit u ON u.id = n.unit_id"

    init(_ row: borrowing Row) throws {
        notice = try Notice(row)
        state = try row.read("delivery_state")
    }

    var isUnread: Bool { state == .unread }

    /// One message in one's own box; others' are missing.
    static func find(_ id: ID<Notice>, of member: Member, in tx: Transaction) throws -> InboxLine {
        let found: InboxLine? = try tx.first(
            """
            SELECT \(columns) FROM \(source)
             WHERE d.notice_id = \(id) AND d.person_id \(anyOf: try selves(member.person, tx)) AND d.channel = 'app'
             ORDER BY d.person_id LIMIT 1
            """)
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The latest in one's own box.
    static func page(
        of member: Member, isUnread: Bool, before: ID<Notice>?, limit: Int, in tx: Transaction
    ) throws -> [InboxLine] {
        let only: SQL = isUnread ? "AND d.state = 'unread'" : .nothing
        let rest: SQL = before.map { "AND d.notice_id < \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE d.person_id \(anyOf: try selves(member.person, tx)) AND d.channel = 'app' \(only) \(rest)
             ORDER BY d.notice_id DESC LIMIT \(limit)
            """)
    }

    /// The entries that turned out to be one person's: what was sent to any of them is theirs.
    private static func selves(_ person: ID<Person>, _ tx: Transaction) throws -> [ID<Person>] {
        try PersonEntry.selves(of: person, in: tx)
    }

    /// How many wait to be opened: for the bell, in one statement.
    static func unread(of person: ID<Person>, in tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM notice_delivery WHERE person_id = \(person) AND state = 'unread'") ?? 0
    }

    /// Marks one as read, or all of them.
    static func read(_ id: ID<Notice>?, by member: Member, _ tx: Transaction) throws {
        let only: SQL = id.map { "AND notice_id = \($0)" } ?? .nothing
        try tx.run(
            """
            UPDATE notice_delivery SET state = 'read', done_at = \(tx.now)
             WHERE person_id \(anyOf: try selves(member.person, tx)) AND state = 'unread' \(only)
            """)
    }
}
