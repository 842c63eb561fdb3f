public import Web

/// A unit that a paper went to, and whether it has signed for it (签收).
public struct Addressee: Equatable, Sendable, Record {
    public let document: ID<OfficialDocument>
    public let unit: ID<Unit>
    public let role: DocumentTarget.Role
    /// The unit's name on the day the paper was issued.
    public let name: String
    /// Which part of the list of addressees meant it.
    public let why: String
    public let receivedAt: Instant?
    /// Who signed; nil while nobody has.
    public let receiver: String?

    public static let columns: SQL = """
        a.document_id, a.unit_id, a.role, a.name, a.why, a.received_at, p.name AS receiver
        """

    static let source: SQL = "document_addressee a LEFT JOIN person p ON p.id = a.received_by"

    public init(_ row: borrowing Row) throws {
        document = try row.read("document_id")
        unit = try row.read("unit_id")
        role = try row.read("role")
        name = try row.read("name")
        why = try row.read("why")
        receivedAt = try row.read("received_at")
        receiver = try row.read("receiver")
    }

    /// Those of a paper in the order of the tree; the caller has found the paper for its officer.
    package static func all(
        of document: OfficialDocument, hasReceived: Bool?, after unit: ID<Unit>? = nil, limit: Int = 10_000,
        in tx: Transaction
    ) throws -> [Addressee] {
        let only: SQL =
            hasReceived.map { $0 ? "AND a.received_at IS NOT NULL" : "AND a.received_at IS NULL" } ?? .nothing
        let rest: SQL = unit.map { "AND a.unit_id > \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE a.document_id = \(document.id) \(only) \(rest) ORDER BY a.unit_id LIMIT \(limit)
            """)
    }

    static func first(_ document: ID<OfficialDocument>, _ unit: ID<Unit>, in tx: Transaction) throws -> Addressee? {
        try tx.first(
            "SELECT \(columns) FROM \(source) WHERE a.document_id = \(document) AND a.unit_id = \(unit)")
    }

    static func insert(_ units: [DocumentTarget.Found], of document: ID<OfficialDocument>, _ tx: Transaction) throws {
        var rest = units[...]
        try tx.load("document_addressee", ["document_id", "unit_id", "role", "name", "why"]) {
            rest.popFirst().map { unit in
                [
                    .integer(document.raw), .integer(unit.unit.raw), .text(unit.role.rawValue), .text(unit.name),
                    .text(unit.why),
                ]
            }
        }
    }

    /// Signs for a paper; whoever signs second changes nothing. Whether it was the first.
    package func receive(by person: ID<Person>, _ tx: Transaction) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE document_addressee SET received_at = \(tx.now), received_by = \(person)
             WHERE document_id = \(document) AND unit_id = \(unit) AND received_at IS NULL
            """)
        guard changed == 1 else { return false }
        try tx.run("UPDATE official_document SET received = received + 1 WHERE id = \(document)")
        return true
    }
}
