import Federation
import Web

/// A paper that came to a unit (来文), as the unit sees it: what was issued, never a draft.
struct Received: Sendable {
    let unit: UnitEntry
    let document: OfficialDocument
    let addressee: Addressee
    let attachments: [Attachment]
    let maySign: Bool

    /// A paper that came to a unit where the officer's permission holds; otherwise it is missing.
    init(_ id: ID<OfficialDocument>, in unit: ID<Unit>, as officer: Officer, _ tx: Transaction) throws {
        self.unit = try UnitEntry.find(unit, as: officer, in: tx)
        guard let addressee = try Addressee.first(id, unit, in: tx) else { throw Refusal.missing }
        let found: OfficialDocument? = try tx.first(
            "SELECT \(OfficialDocument.columns) FROM \(OfficialDocument.source) WHERE d.id = \(id) AND d.number IS NOT NULL"
        )
        guard let found else { throw Refusal.missing }
        (document, self.addressee) = (found, addressee)
        attachments = try Attachment.all(of: id, in: tx)
        maySign = officer.also(.documentKeep)?.reaches(self.unit.path) ?? false
    }
}

/// What came to a unit, the newest first.
struct ReceivedList: Sendable {
    /// One line of it.
    struct Line: Record, Sendable {
        let document: OfficialDocument
        let role: DocumentTarget.Role
        let receivedAt: Instant?

        static let columns: SQL = OfficialDocument.columns + ", a.role, a.received_at"

        init(_ row: borrowing Row) throws {
            document = try OfficialDocument(row)
            role = try row.read("role")
            receivedAt = try row.read("received_at")
        }
    }

    let unit: UnitEntry
    let isWaiting: Bool
    let waiting: Int
    let lines: [Line]
    let isFirst: Bool
    let next: Path?

    static let pageSize = 50

    init(_ unit: UnitEntry, _ call: Call, in tx: Transaction) throws {
        self.unit = unit
        let isWaiting = call.query("state") == "waiting", before = ID<OfficialDocument>(call.query("before"))
        self.isWaiting = isWaiting
        waiting = try Self.waiting(at: unit.id, in: tx)
        let only: SQL = isWaiting ? "AND a.received_at IS NULL AND d.state = 'issued'" : .nothing
        let rest: SQL = before.map { "AND a.document_id < \($0)" } ?? .nothing
        let found: [Line] = try tx.all(
            """
            SELECT \(Line.columns) FROM document_addressee a JOIN official_document d ON d.id = a.document_id
              JOIN unit u ON u.id = d.unit_id
             WHERE a.unit_id = \(unit.id) \(only) \(rest) ORDER BY a.document_id DESC LIMIT \(Self.pageSize + 1)
            """)
        lines = Array(found.prefix(Self.pageSize))
        isFirst = before == nil
        next =
            found.count > Self.pageSize
            ? Places.received(unit.id).with([
                ("state", isWaiting ? "waiting" : ""), ("before", lines.last?.document.id.description ?? ""),
            ]) : nil
    }

    /// How many papers wait for a unit's signature.
    static func waiting(at unit: ID<Unit>, in tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM document_addressee a JOIN official_document d ON d.id = a.document_id
             WHERE a.unit_id = \(unit) AND a.received_at IS NULL AND d.state = 'issued'
            """) ?? 0
    }
}
