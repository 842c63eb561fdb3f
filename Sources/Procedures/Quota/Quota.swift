public import Federation
public import Web

/// 名额: a number of places by category that belong to a unit, which hands them down its tree.
public struct Quota: Record, Sendable {
    public enum State: String, Sendable, Readable, Bindable { case open, closed }

    public let id: ID<Quota>
    public let unit: ID<Unit>
    public let unitPath: String
    public let unitName: String
    /// `2026 年劳模疗休养`
    public let name: String
    /// `人`, `个`
    public let measure: String
    /// The notice it rests on.
    public let basis: String?
    /// The last day on which units use places; then what is left goes back.
    public let returnBy: Day?
    public let state: State

    public static let columns: SQL = """
        q.id, q.unit_id, u.path AS unit_path, u.short_name AS unit_name, q.name, q.measure, q.basis, q.return_by, q.state
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitPath = try row.read("unit_path")
        unitName = try row.read("unit_name")
        name = try row.read("name")
        measure = try row.read("measure")
        basis = try row.read("basis")
        returnBy = try row.read("return_by")
        state = try row.read("state")
    }

    /// What stands in the way of a move.
    public enum Problem: Explained, Equatable {
        case short(left: Int, wanted: Int, unit: String)
        case closed
        case over(Day)
        case notHeld

        public var words: String {
            switch self {
            case .short(let left, let wanted, let unit): "“\(unit)”现在只剩 \(left) 个，不够 \(wanted) 个。可能刚才有人用了或分了，请按现在的数再办。"
            case .closed: "这批名额已经结束。"
            case .over(let day): "名额用到 \(day) 为止，没有用的已经可以收回。"
            case .notHeld: "这个单位没有这一类名额。"
            }
        }
    }

    /// One in which a unit within the officer's reach has a share, or above which they stand.
    public static func find(_ id: ID<Quota>, in tx: Transaction) throws -> Quota {
        let found: Quota? = try tx.first(
            "SELECT \(columns) FROM quota q JOIN unit u ON u.id = q.unit_id WHERE q.id = \(id)")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Quotas in which a unit has a share, the latest first. The caller has found the unit for its officer.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [Quota] {
        try tx.all(
            """
            SELECT \(columns) FROM quota q JOIN unit u ON u.id = q.unit_id
             WHERE q.id IN (SELECT c.quota_id FROM quota_share s JOIN quota_category c ON c.id = s.category_id
                             WHERE s.unit_id = \(unit))
             ORDER BY q.id DESC LIMIT 100
            """)
    }

    /// Opens a quota: all its places lie with the unit that opens it.
    @discardableResult
    public static func open(
        _ draft: QuotaDraft, at unit: UnitEntry, by person: ID<Person>, in tx: Transaction
    ) throws -> ID<Quota> {
        let id: ID<Quota> = tx.newID()
        try tx.run(
            """
            INSERT INTO quota (id, unit_id, name, measure, basis, return_by, state, opened_by, opened_at)
            VALUES (\(id), \(unit.id), \(draft.name), \(draft.measure), \(draft.basis), \(draft.returnBy), 'open',
                \(person), \(tx.now))
            """)
        for (place, category) in draft.categories.enumerated() {
            let kind: ID<QuotaCategory> = tx.newID(), share: ID<QuotaShare> = tx.newID()
            try tx.run(
                "INSERT INTO quota_category (id, quota_id, place, name) VALUES (\(kind), \(id), \(place), \(category.name))"
            )
            try tx.run(
                """
                INSERT INTO quota_share (id, category_id, unit_id, granted, handed, reserved, used)
                VALUES (\(share), \(kind), \(unit.id), \(category.total), 0, 0, 0)
                """)
            let hand = QuotaHand(by: person, reason: "设立“\(draft.name)”")
            try QuotaMove.add(.open, [(nil, share, category.total)], of: kind, hand, in: tx)
        }
        return id
    }

    func mustBeOpen() throws(Problem) {
        guard state == .open else { throw .closed }
    }
}

/// A kind of places within a quota: the tag of its ids.
public enum QuotaCategory {}

/// Who moves places and why.
public struct QuotaHand: Sendable {
    let person: ID<Person>?
    let reason: String

    public init(by person: ID<Person>?, reason: String) {
        self.person = person
        self.reason = reason
    }
}

/// What the form for a quota must hold.
public struct QuotaDraft: Sendable {
    public let name: String
    public let measure: String
    public let basis: String?
    public let returnBy: Day?
    public let categories: [(name: String, total: Int)]

    public init(
        name: String, measure: String, basis: String? = nil, returnBy: Day? = nil,
        categories: [(name: String, total: Int)]
    ) {
        self.name = name
        self.measure = measure
        self.basis = basis
        self.returnBy = returnBy
        self.categories = categories
    }

    /// Places a category may have.
    static let most = 10_000_000

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "名称", 2...60)
        measure = check.text("measure", "单位", 1...4)
        basis = check.optionalText("basis", "依据", 100)
        returnBy = check.optionalDay("return_by", "交回日期")
        if let returnBy, returnBy < today { check.add("return_by", "交回日期已经过去。") }
        categories = Self.categories(&check)
        try check.done()
    }

    /// One category a line, its number last: `一线教师 380`.
    private static func categories(_ check: inout Check) -> [(name: String, total: Int)] {
        var all: [(name: String, total: Int)] = []
        let lines = check.typed("categories").split(separator: "\n").map { String($0).trimmingBlanks }
        for (number, line) in lines.filter({ !$0.isEmpty }).enumerated() {
            let parts = line.split(whereSeparator: { " \t　，,：:".contains($0) }).map(String.init)
            guard parts.count >= 2, let total = Int(parts.last ?? ""), (1...most).contains(total) else {
                check.add("categories", "第 \(number + 1) 行“\(line)”读不懂，请写成“一线教师 380”。")
                continue
            }
            let name = parts.dropLast().joined(separator: " ")
            if name.count > 30 { check.add("categories", "第 \(number + 1) 行的类别最多 30 个字。") }
            if all.contains(where: { $0.name == name }) { check.add("categories", "类别“\(name)”写了两次。") }
            all.append((name, total))
        }
        if lines.allSatisfy(\.isEmpty) { check.add("categories", "请写明类别和数量，一行一类。") }
        if all.count > 12 { check.add("categories", "类别最多 12 个，现在是 \(all.count) 个。") }
        return all
    }
}
