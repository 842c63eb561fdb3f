import Federation
public import Web

/// Places of one share that are kept for something or used by it. A room's row names its hold (`nomination.quota_hold_id`); one
/// that was typed by hand says in words what it is for.
public struct QuotaHold: Record, Sendable {
    public enum State: String, Sendable, Readable, Bindable {
        case reserved, used, released

        public var words: String {
            switch self {
            case .reserved: "预留"
            case .used: "已使用"
            case .released: "已退出"
            }
        }
    }

    public let id: ID<QuotaHold>
    public let share: ID<QuotaShare>
    public let amount: Int
    public let state: State
    public let words: String
    public let madeAt: Instant

    public static let columns: SQL = "id, share_id, amount, state, words, made_at"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        share = try row.read("share_id")
        amount = try row.read("amount")
        state = try row.read("state")
        words = try row.read("words")
        madeAt = try row.read("made_at")
    }

    /// Those of shares that hold places, the latest first.
    static func all(of shares: [QuotaShare], in tx: Transaction) throws -> [QuotaHold] {
        try tx.all(
            """
            SELECT \(columns) FROM quota_hold WHERE share_id \(anyOf: shares.map(\.id)) AND state <> 'released'
             ORDER BY id DESC LIMIT 200
            """)
    }
}

extension QuotaShare {
    /// Keeps places of a unit for something, or uses them at once. Of many who come for the last one, one gets it; the others
    /// hear what is left.
    @discardableResult
    public static func take(
        _ amount: Int, of category: ID<QuotaCategory>, at unit: ID<Unit>, as state: QuotaHold.State = .reserved,
        for subjectKind: StaticString, _ subject: Int64, _ words: String, _ hand: QuotaHand, in tx: Transaction
    ) throws -> ID<QuotaHold> {
        precondition(amount > 0 && state != .released)
        guard let share = try first(category, at: unit, in: tx) else { throw Quota.Problem.notHeld }
        let column: SQL = state == .used ? "used = used" : "reserved = reserved"
        let isRoom = try tx.run(
            """
            UPDATE quota_share SET \(column) + \(amount)
             WHERE id = \(share.id) AND granted - handed - reserved - used >= \(amount)
            """)
        guard isRoom == 1 else {
            let now = try first(category, at: unit, in: tx)
            throw Quota.Problem.short(left: now?.left ?? 0, wanted: amount, unit: share.unitName)
        }
        let id: ID<QuotaHold> = tx.newID()
        try tx.run(
            """
            INSERT INTO quota_hold (id, share_id, amount, state, subject_kind, subject, words, made_at)
            VALUES (\(id), \(share.id), \(amount), \(state), \(subjectKind.description), \(subject), \(words), \(tx.now))
            """)
        try QuotaMove.add(state == .used ? .use : .reserve, [(share.id, nil, amount)], of: category, hand, in: tx)
        return id
    }
}

extension QuotaHold {
    /// Uses what was reserved.
    public static func use(_ id: ID<QuotaHold>, _ hand: QuotaHand, in tx: Transaction) throws {
        try turn(id, from: [.reserved], to: .used, hand, in: tx)
    }

    /// Gives up what was reserved or used: the places are the unit's again.
    public static func release(_ id: ID<QuotaHold>, _ hand: QuotaHand, in tx: Transaction) throws {
        try turn(id, from: [.reserved, .used], to: .released, hand, in: tx)
    }

    /// Doing it twice changes nothing. The share is locked before the hold, as in every move.
    private static func turn(
        _ id: ID<QuotaHold>, from: [State], to state: State, _ hand: QuotaHand, in tx: Transaction
    ) throws {
        let _: Int64? = try tx.value(
            "SELECT id FROM quota_share WHERE id = (SELECT share_id FROM quota_hold WHERE id = \(id))\(.lockingRow)")
        let found: QuotaHold? = try tx.first("SELECT \(columns) FROM quota_hold WHERE id = \(id)")
        guard let found else { throw Refusal.missing }
        guard from.contains(found.state) else { return }
        try tx.run("UPDATE quota_hold SET state = \(state) WHERE id = \(id)")
        let amount = found.amount
        let change: SQL =
            switch (found.state, state) {
            case (.reserved, .used): "reserved = reserved - \(amount), used = used + \(amount)"
            case (.reserved, _): "reserved = reserved - \(amount)"
            default: "used = used - \(amount)"
            }
        try tx.run("UPDATE quota_share SET \(change) WHERE id = \(found.share)")
        let category: ID<QuotaCategory>? = try tx.value("SELECT category_id FROM quota_share WHERE id = \(found.share)")
        guard let category else { throw Refusal.missing }
        let act: QuotaMove.Act = state == .used ? .use : found.state == .used ? .undo : .release
        try QuotaMove.add(act, [(found.share, nil, amount)], of: category, hand, in: tx)
    }
}
