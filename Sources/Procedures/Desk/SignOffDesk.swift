import Federation
import Web

/// The cases at a unit's desk: what waits for a decision, what came back, what was sent up, what was decided here.
struct SignOffDesk {
    let unit: UnitEntry
    let filter: DeskFilter
    let lines: SignOffLines
    /// Lines that the officer may read at the unit.
    let readable: [SignOffLine]
    let cases: [SignOff]
    let hasMore: Bool
    let isFirst: Bool
    let waiting: Int
    let late: Int
    let returned: Int
    /// Whether the visitor may decide here at all.
    let seat: Seat?
    let today: Day

    static let pageSize = 50

    init(
        _ unit: UnitEntry, _ filter: DeskFilter, after key: DeskKey?, as officer: Officer, _ lines: SignOffLines,
        in tx: Transaction
    ) throws {
        self.unit = unit
        self.filter = filter
        self.lines = lines
        today = tx.today
        let scope = DeskScope(unit, as: officer, lines, today: tx.today)
        readable = scope.readable
        let found = try scope.page(filter, after: key, limit: Self.pageSize + 1, in: tx)
        cases = Array(found.prefix(Self.pageSize))
        hasMore = found.count > Self.pageSize
        isFirst = key == nil
        (waiting, late, returned) = try scope.counts(in: tx)
        seat = try Seat.first(of: officer.person, at: unit.id, for: Permission.signOffDecide.name, in: tx)
    }

    func clock(_ one: SignOff) -> ClockReading? { one.clock(on: today, by: houseCalendar) }

    /// Where the next page begins.
    var next: DeskKey? {
        guard hasMore, let last = cases.last else { return nil }
        return DeskKey(isLate: clock(last)?.isLate ?? false, since: last.since, id: last.id)
    }

    var json: JSON {
        [
            "unit": JSON(unit.id), "show": JSON(filter.show.rawValue), "waiting": JSON(waiting), "late": JSON(late),
            "returned": JSON(returned), "next": JSON(next?.text),
            "cases": .array(
                cases.map { one in
                    [
                        "id": JSON(one.id), "line": JSON(one.line), "title": JSON(one.title),
                        "from": JSON(one.unitName), "state": JSON(one.state.rawValue), "since": JSON(one.since.iso),
                        "due": JSON(clock(one)?.dueOn?.description),
                    ]
                }),
        ]
    }
}

/// What of the cases belongs to a unit's desk, as SQL.
struct DeskScope {
    let unit: UnitEntry
    let readable: [SignOffLine]
    private let officer: Officer
    /// For each length of time, the first moment since when a case is not late today.
    private let limits: [(days: Int, since: Instant)]

    init(_ unit: UnitEntry, as officer: Officer, _ lines: SignOffLines, today: Day) {
        self.unit = unit
        self.officer = officer
        readable = lines.all.filter { officer.also($0.reads)?.reaches(unit.path) ?? false }
        let lengths = Set(lines.all.flatMap(\.stages).map(\.days)).sorted()
        limits = lengths.compactMap { days in Self.limit(days, today).map { (days, $0) } }
    }

    /// The first moment since when a case with so many days is still in time; nil when that cannot be known.
    private static func limit(_ days: Int, _ today: Day) -> Instant? {
        let rule = SignOff.rule(days, version: "")
        for back in 1...400 {
            let day = today.adding(days: -back)
            guard let due = rule.due(after: day, by: houseCalendar) else { return nil }
            if due < today { return Instant(day.adding(days: 1)) }
        }
        return nil
    }

    /// 0 for late, 1 for others.
    private var lateness: SQL {
        // A bare number would be read as the place of a column.
        guard !limits.isEmpty else { return "CASE WHEN s.days < 0 THEN 0 ELSE 1 END" }
        let cases = limits.map { limit -> SQL in "WHEN s.days = \(limit.days) AND s.since < \(limit.since) THEN 0" }
        return "CASE \(SQL.joined(cases, by: " ")) ELSE 1 END"
    }

    private var names: [String] { readable.map(\.name) }

    func holds(_ filter: DeskFilter) -> SQL {
        let list: SQL =
            switch filter.show {
            case .waiting: "s.holder_id = \(unit.id) AND s.state = 'held'"
            case .returned: "s.holder_id = \(unit.id) AND s.state = 'returned'"
            case .sent:
                "u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))"
            case .done:
                """
                s.id IN (SELECT t.sign_off_id FROM sign_off_step t
                          WHERE t.unit_id = \(unit.id) AND t.act IN ('forward', 'approve', 'give_back', 'refuse', 'lift'))
                """
            }
        var all: [SQL] = [list, "s.line \(anyOf: names)"]
        if !filter.line.isEmpty { all.append("s.line = \(filter.line)") }
        if !filter.words.isEmpty { all.append("s.title LIKE \(Self.containing(filter.words)) ESCAPE '\\'") }
        if filter.isLate, filter.show == .waiting { all.append("\(lateness) = 0") }
        return SQL.joined(all, by: " AND ")
    }

    private static func containing(_ words: String) -> String {
        var pattern = "%"
        for character in words {
            if "%_\\".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }

    func page(_ filter: DeskFilter, after key: DeskKey?, limit: Int, in tx: Transaction) throws -> [SignOff] {
        let isQueue = filter.show == .waiting
        var after = SQL.nothing
        if let key {
            let late = key.isLate ? 0 : 1
            after =
                isQueue
                ? """
                 AND (\(lateness) > \(late) OR (\(lateness) = \(late)
                 AND (s.since > \(key.since) OR (s.since = \(key.since) AND s.id > \(key.id)))))
                """ : " AND s.id < \(key.id)"
        }
        let order: SQL = isQueue ? "\(lateness), s.since, s.id" : "s.id DESC"
        return try tx.all(
            """
            SELECT \(SignOff.columns) FROM \(SignOff.tables) WHERE \(holds(filter))\(after)
             ORDER BY \(order) LIMIT \(limit)
            """)
    }

    /// How many wait, how many of them too long, and how many came back.
    func counts(in tx: Transaction) throws -> (waiting: Int, late: Int, returned: Int) {
        var counts = (waiting: 0, late: 0, returned: 0)
        try tx.each(
            """
            SELECT s.state, \(lateness) AS lateness, count(*) AS cases FROM sign_off s
             WHERE s.holder_id = \(unit.id) AND s.state IN ('held', 'returned') AND s.line \(anyOf: names)
             GROUP BY s.state, lateness
            """
        ) { row in
            let state: SignOff.State = try row.read("state"), lateness: Int = try row.read("lateness")
            let cases: Int = try row.read("cases")
            if state == .returned { counts.returned += cases } else { counts.waiting += cases }
            if state == .held, lateness == 0 { counts.late += cases }
        }
        return counts
    }

    /// How many a filter finds.
    func count(_ filter: DeskFilter, in tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM sign_off s JOIN unit u ON u.id = s.unit_id WHERE \(holds(filter))") ?? 0
    }
}
