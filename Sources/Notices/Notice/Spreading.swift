package import Web

/// Hands a message to its people, turn by turn, each turn a transaction: a server that dies goes on where it stopped, and
/// nobody gets a message twice.
struct Spreading: Equatable {
    static let duty = "notices.spread"
    static let kind = DutyKind(duty) { turn, tx in try perform(turn, tx) }

    let notice: ID<Notice>
    /// The path of the last unit that was done, for a message to members.
    var path = ""
    /// The last person that was done, for the others.
    var person: Int64 = 0

    /// People of one turn, more or less: one unit's are never parted.
    static let share = 2_000

    var payload: String { "\(notice) \(person) \(path)" }

    init(notice: ID<Notice>) {
        self.notice = notice
    }

    init?(_ payload: String) {
        let parts = payload.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let notice = ID<Notice>(parts[0]), let person = Int64(parts[1]) else { return nil }
        self.notice = notice
        self.person = person
        path = String(parts[2])
    }

    static func perform(_ turn: DutyTurn, _ tx: Transaction) throws -> DutyOutcome {
        guard var step = Spreading(turn.payload),
            let notice: Notice = try tx.first(
                "SELECT \(Notice.columns) FROM \(Notice.source) WHERE n.id = \(step.notice)"),
            notice.state == .spreading
        else { return .done }
        let total = try notice.total ?? step.total(notice, tx)
        if notice.total == nil { try begin(notice, total, tx) }
        let people = try step.next(notice, tx)
        guard !people.isEmpty else {
            try tx.run("UPDATE notice SET state = 'sent', spread_at = \(tx.now) WHERE id = \(notice.id)")
            return .done
        }
        try Delivery.insert(notice, to: people, tx)
        try tx.run("UPDATE notice SET people = people + \(people.count) WHERE id = \(notice.id)")
        return .again(payload: step.payload, done: turn.done + people.count, total: total)
    }

    /// The first turn: how many there will be, and one message to each robot of the unit's groups.
    private static func begin(_ notice: Notice, _ total: Int, _ tx: Transaction) throws {
        try tx.run("UPDATE notice SET total = \(total) WHERE id = \(notice.id)")
        guard notice.audience == .members else { return }
        let robots: [ID<Gateway>] = try tx.values(
            "SELECT id FROM gateway WHERE unit_id = \(notice.unit) AND kind IN ('wecom', 'dingtalk') AND state = 'open'"
        )
        let at = notice.isUrgent ? tx.now : try QuietHours.inForce(on: tx.today, in: tx).open(from: tx.now)
        for robot in robots {
            try tx.run(
                """
                INSERT INTO group_posting (gateway_id, notice_id, state, due_at, attempts)
                VALUES (\(robot), \(notice.id), 'waiting', \(at), 0)
                """)
        }
    }

    private static let isMember: SQL = "m.until_day IS NULL AND m.state IN ('active', 'retained')"

    private func total(_ notice: Notice, _ tx: Transaction) throws -> Int {
        let (path, end) = (notice.unitPath, Reach.end(of: notice.unitPath))
        let count: Int? =
            switch notice.audience {
            case .members:
                try tx.value(
                    """
                    SELECT count(*) FROM membership m
                     WHERE m.unit_path >= \(path) AND m.unit_path < \(end) AND \(Self.isMember)
                    """)
            case .officers:
                try tx.value("SELECT count(DISTINCT o.person_id) FROM \(Self.posts(path, end, tx))")
            case .people: try tx.value("SELECT count(*) FROM notice_person WHERE notice_id = \(notice.id)")
            }
        return count ?? 0
    }

    private static func posts(_ path: String, _ end: String, _ tx: Transaction) -> SQL {
        """
        post o JOIN unit v ON v.id = o.unit_id
         WHERE v.path >= \(path) AND v.path < \(end) AND o.from_day <= \(tx.today)
           AND (o.until_day IS NULL OR o.until_day >= \(tx.today))
        """
    }

    /// The people of the next turn; the step moves past them.
    private mutating func next(_ notice: Notice, _ tx: Transaction) throws -> [ID<Person>] {
        switch notice.audience {
        case .members: return try members(notice, tx)
        case .officers:
            let posts = Self.posts(notice.unitPath, Reach.end(of: notice.unitPath), tx)
            return try after(
                "SELECT DISTINCT o.person_id FROM \(posts) AND o.person_id > \(person) ORDER BY o.person_id LIMIT \(Self.share)",
                tx)
        case .people:
            return try after(
                """
                SELECT person_id FROM notice_person WHERE notice_id = \(notice.id) AND person_id > \(person)
                 ORDER BY person_id LIMIT \(Self.share)
                """, tx)
        }
    }

    private mutating func after(_ sql: SQL, _ tx: Transaction) throws -> [ID<Person>] {
        let people: [ID<Person>] = try tx.values(sql)
        if let last = people.last { person = last.raw }
        return people
    }

    /// Whole units, until they are many enough: a range of the index of units, never the register from its beginning.
    private mutating func members(_ notice: Notice, _ tx: Transaction) throws -> [ID<Person>] {
        let (begin, end) = (notice.unitPath, Reach.end(of: notice.unitPath))
        let past: SQL = path.isEmpty ? "m.unit_path >= \(begin)" : "m.unit_path > \(path)"
        var units: [(path: String, members: Int)] = []
        try tx.each(
            """
            SELECT m.unit_path, count(*) AS members FROM membership m
             WHERE \(past) AND m.unit_path < \(end) AND \(Self.isMember)
             GROUP BY m.unit_path ORDER BY m.unit_path LIMIT 60
            """
        ) { row in units.append((try row.read("unit_path"), try row.read("members"))) }
        var sum = 0
        let taken = units.prefix { unit in
            defer { sum += unit.members }
            return sum == 0 || sum + unit.members <= Self.share
        }
        guard let last = taken.last else { return [] }
        path = last.path
        return try tx.values(
            "SELECT m.person_id FROM membership m WHERE m.unit_path \(anyOf: taken.map(\.path)) AND \(Self.isMember)")
    }
}

extension Notice {
    /// Hands a message out on the spot, in the transaction at hand: for demos and tests; a visit leaves it to the duty.
    package static func spread(_ id: ID<Notice>, in tx: Transaction) throws {
        var payload = Spreading(notice: id).payload, done = 0
        while true {
            let turn = DutyTurn(id: ID(0), payload: payload, attempt: 1, done: done, total: nil)
            guard case .again(let next, let count, _) = try Spreading.perform(turn, tx) else { break }
            (payload, done) = (next, count)
        }
    }

    /// Marks a message as read by a person.
    package static func markRead(_ id: ID<Notice>, by person: ID<Person>, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE notice_delivery SET state = 'read', done_at = \(tx.now)
             WHERE notice_id = \(id) AND person_id = \(person) AND state = 'unread'
            """)
    }
}
