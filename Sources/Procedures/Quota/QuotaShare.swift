import Federation
public import Web

/// What one unit has of one category: granted from above, handed on below, reserved, used; the rest is left, always live.
public struct QuotaShare: Record, Equatable, Sendable {
    public let id: ID<QuotaShare>
    public let category: ID<QuotaCategory>
    public let categoryName: String
    public let unit: ID<Unit>
    public let unitName: String
    public let unitCode: String?
    public let unitPath: String
    public let parent: ID<QuotaShare>?
    public let granted: Int
    public let handed: Int
    public let reserved: Int
    public let used: Int

    public var left: Int { granted - handed - reserved - used }

    public static let columns: SQL = """
        s.id, s.category_id, c.name AS category_name, s.unit_id, u.short_name AS unit_name, u.code AS unit_code,
        u.path AS unit_path, s.parent_id, s.granted, s.handed, s.reserved, s.used
        """

    private static let tables: SQL =
        "quota_share s JOIN quota_category c ON c.id = s.category_id JOIN unit u ON u.id = s.unit_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        category = try row.read("category_id")
        categoryName = try row.read("category_name")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitCode = try row.read("unit_code")
        unitPath = try row.read("unit_path")
        parent = try row.read("parent_id")
        granted = try row.read("granted")
        handed = try row.read("handed")
        reserved = try row.read("reserved")
        used = try row.read("used")
    }

    /// A unit's shares of a quota, category by category.
    package static func all(of quota: ID<Quota>, at unit: ID<Unit>, in tx: Transaction) throws -> [QuotaShare] {
        try tx.all(
            "SELECT \(columns) FROM \(tables) WHERE c.quota_id = \(quota) AND s.unit_id = \(unit) ORDER BY c.place")
    }

    /// The shares of units that got theirs from this unit's, in the order of the tree.
    static func below(_ shares: [QuotaShare], in tx: Transaction) throws -> [QuotaShare] {
        try tx.all(
            """
            SELECT \(columns) FROM \(tables) WHERE s.parent_id \(anyOf: shares.map(\.id)) ORDER BY u.path, c.place
            """)
    }

    package static func first(_ category: ID<QuotaCategory>, at unit: ID<Unit>, in tx: Transaction) throws
        -> QuotaShare?
    {
        try tx.first("SELECT \(columns) FROM \(tables) WHERE s.category_id = \(category) AND s.unit_id = \(unit)")
    }

    /// Why a guarded update of this share found no room.
    private func short(_ wanted: Int, in tx: Transaction) throws -> Quota.Problem {
        let now = try Self.first(category, at: unit, in: tx)
        return .short(left: now?.left ?? 0, wanted: wanted, unit: unitName)
    }

    private static let room: SQL = "granted - handed - reserved - used"

    /// Hands places to units below, however many, with a few statements. The share of whoever hands down is locked first, as in
    /// every move, so that two never wait for each other.
    public func handDown(
        _ lots: [(unit: ID<Unit>, amount: Int)], _ hand: QuotaHand, in tx: Transaction
    ) throws {
        let lots = lots.filter { $0.amount > 0 }, sum = lots.map(\.amount).reduce(0, +)
        guard sum > 0 else { return }
        let isRoom = try tx.run(
            "UPDATE quota_share SET handed = handed + \(sum) WHERE id = \(id) AND \(Self.room) >= \(sum)")
        guard isRoom == 1 else { throw try short(sum, in: tx) }
        let shares = try Self.shares(of: lots.map(\.unit), under: self, in: tx)
        let moves = try lots.map { lot in
            guard let share = shares[lot.unit] else { throw Refusal.missing }
            return (from: Optional(id), to: Optional(share), amount: lot.amount)
        }
        let lot = try QuotaMove.add(.handDown, moves, of: category, hand, in: tx)
        try tx.run(
            """
            UPDATE quota_share SET granted = granted
                + (SELECT CAST(sum(m.amount) AS bigint) FROM quota_move m WHERE m.lot = \(lot) AND m.to_id = quota_share.id)
             WHERE id IN (SELECT m.to_id FROM quota_move m WHERE m.lot = \(lot))
            """)
    }

    /// The shares of units under this one, made where there are none. One that hangs elsewhere is refused.
    private static func shares(
        of units: [ID<Unit>], under parent: QuotaShare, in tx: Transaction
    ) throws -> [ID<Unit>: ID<QuotaShare>] {
        var found: [ID<Unit>: ID<QuotaShare>] = [:]
        try tx.each(
            "SELECT id, unit_id, parent_id FROM quota_share WHERE category_id = \(parent.category) AND unit_id \(anyOf: units)"
        ) { row in
            let above: ID<QuotaShare>? = try row.read("parent_id")
            guard above == parent.id else { throw Refusal.missing }
            found[try row.read("unit_id")] = try row.read("id")
        }
        let made = units.filter { found[$0] == nil }.map { (unit: $0, id: tx.newID(QuotaShare.self)) }
        var rest = made[...]
        let columns = ["id", "category_id", "unit_id", "parent_id", "granted", "handed", "reserved", "used"]
        try tx.load("quota_share", columns) {
            guard let next = rest.popFirst() else { return nil }
            let zero = Value.integer(0)
            return [
                next.id.sqlValue, parent.category.sqlValue, next.unit.sqlValue, parent.id.sqlValue, zero, zero, zero,
                zero,
            ]
        }
        for share in made { found[share.unit] = share.id }
        return found
    }

    /// Gives places back to the unit above.
    public func handBack(_ amount: Int, _ hand: QuotaHand, in tx: Transaction) throws {
        guard let parent, amount > 0 else { throw Quota.Problem.notHeld }
        let isHanded = try tx.run(
            "UPDATE quota_share SET handed = handed - \(amount) WHERE id = \(parent) AND handed >= \(amount)")
        let isRoom = try tx.run(
            "UPDATE quota_share SET granted = granted - \(amount) WHERE id = \(id) AND \(Self.room) >= \(amount)")
        guard isHanded == 1, isRoom == 1 else { throw try short(amount, in: tx) }
        try QuotaMove.add(.handBack, [(id, parent, amount)], of: category, hand, in: tx)
    }

    /// Takes back all that units below have neither used nor handed on; gives how many places came back. What they use in the
    /// same moment stays theirs.
    @discardableResult
    func takeBack(_ hand: QuotaHand, in tx: Transaction) throws -> Int {
        try tx.run("UPDATE quota_share SET handed = handed WHERE id = \(id)")
        let _: [Int64] = try tx.values(
            "SELECT id FROM quota_share WHERE parent_id = \(id) ORDER BY id\(.lockingRow)")
        let below = try Self.below([self], in: tx).filter { $0.left > 0 }
        let sum = below.map(\.left).reduce(0, +)
        guard sum > 0 else { return 0 }
        try tx.run(
            """
            UPDATE quota_share SET granted = handed + reserved + used WHERE parent_id = \(id) AND \(Self.room) > 0
            """)
        try tx.run("UPDATE quota_share SET handed = handed - \(sum) WHERE id = \(id)")
        try QuotaMove.add(.handBack, below.map { ($0.id, id, $0.left) }, of: category, hand, in: tx)
        return sum
    }

    /// Puts more places into the share at the top.
    func add(_ amount: Int, _ hand: QuotaHand, in tx: Transaction) throws {
        guard parent == nil else { throw Refusal.missing }
        try tx.run("UPDATE quota_share SET granted = granted + \(amount) WHERE id = \(id)")
        try QuotaMove.add(.add, [(nil, id, amount)], of: category, hand, in: tx)
    }
}
