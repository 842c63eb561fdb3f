import Base
public import Store
public import Vault

/// A column whose values are sealed under the ring, and where each value stands: all that is needed to change the key.
///
/// A room that seals anything says so in its module, or a key that is still needed would look as if nothing hung on it.
public struct SealedColumn: Sendable {
    /// `person.phone_sealed`
    public let name: String
    /// Why its values keep the key they were sealed under for ever; nil when they can be sealed anew.
    public let keeps: String?
    private let table: SQL
    private let column: SQL
    private let key: SQL
    private let line: SQL?
    private let only: SQL
    private let place: @Sendable (Spot) -> SealContext

    /// `key` and, where rows are numbered within it, `line` are whole numbers and name a row. `only` picks the rows in
    /// which the column is sealed under the ring itself.
    public init(
        _ table: StaticString, _ column: StaticString, key: StaticString, line: StaticString? = nil,
        only: SQL = "1 = 1", keeps: String? = nil, _ place: @escaping @Sendable (Spot) -> SealContext
    ) {
        name = "\(table).\(column)"
        self.table = SQL(stringLiteral: "\(table)")
        self.column = SQL(stringLiteral: "\(column)")
        self.key = SQL(stringLiteral: "\(key)")
        self.line = line.map { SQL(stringLiteral: "\($0)") }
        self.only = only
        self.keeps = keeps
        self.place = place
    }

    /// A row, by its key; `line` is 0 where there is none.
    public struct Spot: Hashable, Sendable {
        public let key: Int64
        public let line: Int64

        /// Before every row.
        public static let start = Spot(key: .min, line: .min)
    }

    /// What one turn did.
    public struct Turn: Sendable {
        /// Values that are under the newest key now.
        public var resealed = 0
        /// Values that do not open, each with its row and the reason; they stay as they are.
        public var faults: [String] = []
        /// Where the next turn begins; nil when all rows have been seen.
        public var last: Spot?
    }

    /// How many values are sealed under each key, by its id.
    public func counts(in tx: Transaction) throws -> [UInt32: Int] {
        var counts: [UInt32: Int] = [:]
        try tx.each(
            "SELECT \(keyBytes) AS key_bytes, count(*) AS sealed FROM \(table) WHERE \(isSealed) GROUP BY \(keyBytes)"
        ) { row in
            let bytes: [UInt8] = try row.read("key_bytes")
            counts[bytes.reduce(0) { $0 << 8 | UInt32($1) }] = try row.read("sealed")
        }
        return counts
    }

    /// Seals anew, under the newest key of the ring, the next values that are under an older one. A value that somebody
    /// writes at the same moment stays as they wrote it.
    public func reseal(after spot: Spot, limit: Int, ring: KeyRing, in tx: Transaction) throws -> Turn {
        let id = ring.key(.seal).id
        let newest = (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) }
        var found: [(spot: Spot, bytes: [UInt8])] = []
        try tx.each(
            """
            SELECT \(key) AS row_key, \(line ?? "0") AS row_line, \(column) AS sealed FROM \(table)
             WHERE \(isSealed) AND \(keyBytes) <> \(newest) AND \(lies(after: spot)) ORDER BY \(order) LIMIT \(limit)
            """
        ) { row in
            let spot = Spot(key: try row.read("row_key"), line: try row.read("row_line"))
            found.append((spot, try row.read("sealed")))
        }
        var turn = Turn()
        for (spot, bytes) in found {
            do {
                guard let fresh = try ring.reseal(Sealed(bytes), for: place(spot)) else { continue }
                turn.resealed += try tx.run(
                    "UPDATE \(table) SET \(column) = \(fresh.bytes) WHERE \(isAt(spot)) AND \(column) = \(bytes)")
            } catch let problem as Sealed.Problem {
                turn.faults.append("\(name) \(spot.key)\(line == nil ? "" : "-\(spot.line)")：\(problem.words)")
            }
        }
        turn.last = found.count < limit ? nil : found.last?.spot
        return turn
    }

    /// The id of the key as it stands in a sealed value, after the byte of format.
    private var keyBytes: SQL { "substr(\(column), 2, 4)" }

    private var isSealed: SQL { "\(column) IS NOT NULL AND length(\(column)) > 0 AND \(only)" }

    private var order: SQL { line.map { "\(key), \($0)" } ?? key }

    private func lies(after spot: Spot) -> SQL {
        line.map { "(\(key), \($0)) > (\(spot.key), \(spot.line))" } ?? "\(key) > \(spot.key)"
    }

    private func isAt(_ spot: Spot) -> SQL {
        line.map { "\(key) = \(spot.key) AND \($0) = \(spot.line)" } ?? "\(key) = \(spot.key)"
    }
}

extension SealedColumn {
    /// What accounts, grants and the audit chain seal.
    public static let access = [
        SealedColumn("personal_key", "sealed", key: "person") { PersonalKey.place(ID($0.key)) },
        SealedColumn(
            "audit_entry", "detail", key: "id", only: "concerns IS NULL", keeps: "审计链的校验包含密文，不能重新加密"
        ) { SealContext(table: "audit_entry", column: "detail", row: ID<AuditEntry>($0.key)) },
    ]
}
