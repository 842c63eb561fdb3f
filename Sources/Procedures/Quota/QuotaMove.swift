import Federation
import Web

/// One line of a quota's book: places that went from one share to another, or were held by one.
struct QuotaMove: Record, Sendable {
    /// What was done.
    enum Act: String, Sendable, Readable, Bindable {
        case open
        case add
        case handDown = "hand_down"
        case handBack = "hand_back"
        case reserve
        case release
        case use
        /// A use that was undone: the places are free again.
        case undo

        var words: String {
            switch self {
            case .open: "设立"
            case .add: "追加"
            case .handDown: "下达"
            case .handBack: "交回"
            case .reserve: "预留"
            case .release: "取消预留"
            case .use: "使用"
            case .undo: "退出使用"
            }
        }
    }

    let act: Act
    let categoryName: String
    let from: String?
    let to: String?
    let amount: Int
    let reason: String
    let who: String?
    let at: Instant

    static let columns: SQL = """
        m.act, c.name AS category_name, \(named("m.from_id", "uf.short_name")) AS from_name,
        \(named("m.to_id", "ut.short_name")) AS to_name, CAST(sum(m.amount) AS bigint) AS amount, m.reason, p.name AS who, m.at
        """

    /// The one unit of a lot on a side, or how many there are.
    private static func named(_ share: SQL, _ name: SQL) -> SQL {
        """
        CASE WHEN count(DISTINCT \(share)) > 1 THEN CAST(count(DISTINCT \(share)) AS text) || ' 个单位' ELSE max(\(name)) END
        """
    }

    init(_ row: borrowing Row) throws {
        act = try row.read("act")
        categoryName = try row.read("category_name")
        from = try row.read("from_name")
        to = try row.read("to_name")
        amount = try row.read("amount")
        reason = try row.read("reason")
        who = try row.read("who")
        at = try row.read("at")
    }

    /// Writes lines of one act under one lot, by the engine's fastest way; gives the lot.
    @discardableResult
    static func add(
        _ act: Act, _ moves: [(from: ID<QuotaShare>?, to: ID<QuotaShare>?, amount: Int)],
        of category: ID<QuotaCategory>,
        _ hand: QuotaHand, in tx: Transaction
    ) throws -> ID<QuotaMove> {
        let lot: ID<QuotaMove> = tx.newID()
        var rest = moves[...]
        let columns = ["id", "category_id", "act", "from_id", "to_id", "amount", "lot", "reason", "by_person", "at"]
        try tx.load("quota_move", columns) {
            guard let move = rest.popFirst() else { return nil }
            let id: ID<QuotaMove> = tx.newID()
            return [
                id.sqlValue, category.sqlValue, act.sqlValue, move.from.sqlValue, move.to.sqlValue,
                .integer(Int64(move.amount)), lot.sqlValue, .text(hand.reason), hand.person.sqlValue, tx.now.sqlValue,
            ]
        }
        return lot
    }

    /// What went through a unit's shares, lot by lot, the latest first.
    static func all(of shares: [QuotaShare], limit: Int, in tx: Transaction) throws -> [QuotaMove] {
        let ids = shares.map(\.id)
        return try tx.all(
            """
            SELECT \(columns) FROM quota_move m JOIN quota_category c ON c.id = m.category_id
              LEFT JOIN quota_share sf ON sf.id = m.from_id LEFT JOIN unit uf ON uf.id = sf.unit_id
              LEFT JOIN quota_share st ON st.id = m.to_id LEFT JOIN unit ut ON ut.id = st.unit_id
              LEFT JOIN person p ON p.id = m.by_person
             WHERE m.from_id \(anyOf: ids) OR m.to_id \(anyOf: ids)
             GROUP BY m.lot, m.act, c.name, m.reason, p.name, m.at ORDER BY m.lot DESC LIMIT \(limit)
            """)
    }

    /// As the timeline tells it.
    var line: CaseLine {
        let way = [from, to].compactMap(\.self).joined(separator: " → ")
        let sign: HTML =
            switch act {
            case .open, .add: icon("plus-circle")
            case .handDown: icon("arrow-down-circle")
            case .handBack: icon("arrow-return-left")
            case .reserve, .release: icon("bookmark")
            case .use, .undo: icon("person-check")
            }
        return CaseLine(
            "\(act.words)\(categoryName) \(grouped(amount)) 个", at: at, sign,
            detail: "\(way)\(who.map { "，\($0)" } ?? "")", quote: reason)
    }

    /// What the counters say against what the book says, for `unionhome check`: nothing when all is well.
    static func flaws(in tx: Transaction) throws -> [String] {
        let handed: [ID<QuotaShare>] = try tx.values(
            """
            SELECT s.id FROM quota_share s
             WHERE s.handed <> (SELECT coalesce(sum(b.granted), 0) FROM quota_share b WHERE b.parent_id = s.id) ORDER BY s.id
            """)
        let granted: [ID<QuotaShare>] = try tx.values(
            """
            SELECT s.id FROM quota_share s
             WHERE s.granted <>
                   (SELECT coalesce(sum(m.amount), 0) FROM quota_move m
                     WHERE m.to_id = s.id AND m.act IN ('open', 'add', 'hand_down'))
                 - (SELECT coalesce(sum(m.amount), 0) FROM quota_move m WHERE m.from_id = s.id AND m.act = 'hand_back')
             ORDER BY s.id
            """)
        let held: [ID<QuotaShare>] = try tx.values(
            """
            SELECT s.id FROM quota_share s
             WHERE s.reserved <> (SELECT coalesce(sum(h.amount), 0) FROM quota_hold h
                                   WHERE h.share_id = s.id AND h.state = 'reserved')
                OR s.used <> (SELECT coalesce(sum(h.amount), 0) FROM quota_hold h
                               WHERE h.share_id = s.id AND h.state = 'used') ORDER BY s.id
            """)
        return handed.map { "名额 \($0)：已分数与下级所得不符" } + granted.map { "名额 \($0)：所得数与账目不符" }
            + held.map { "名额 \($0)：预留、使用数与明细不符" }
    }
}
