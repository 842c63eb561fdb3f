import Web

/// What an officer finds at their desk: what waits today, and the figures of the desk's unit with everything below.
struct Workbench: Sendable {
    let name: String
    let desk: Desk
    let now: Instant
    let totals: [MemberCount]
    let units: Int
    let children: [UnitEntry]
    let members: [String: Int]
    let tasks: [Task]

    /// Something that waits, and the place that solves it.
    struct Task: Sendable {
        let words: String
        let detail: String
        let sign: HTML
        /// `gui` for what is due, `yin` for what is wrong; empty otherwise.
        let tone: String
        let path: Path
    }

    /// How many units below a desk's page lists.
    static let mostChildren = 60

    init(_ desk: Desk, as officer: Officer, in tx: Transaction) throws {
        self.desk = desk
        name = officer.member.name
        now = tx.now
        let unit = try UnitEntry.find(desk.unit, as: officer, in: tx)
        totals = try MemberCount.totals(below: unit.path, as: officer, in: tx)
        units = try tx.value(
            """
            SELECT count(*) FROM unit
             WHERE path >= \(unit.path) AND path < \(Reach.end(of: unit.path)) AND state <> 'dissolved'
            """) ?? 0
        children = try UnitEntry.children(of: unit, as: officer, in: tx)
        members = try MemberCount.members(ofChildrenOf: unit, in: tx)
        tasks = try Task.all(at: unit, as: officer, in: tx)
    }

    func count(_ states: MembershipState...) -> Int {
        totals.filter { states.contains($0.state) }.map(\.members).reduce(0, +)
    }

    func count(_ employment: Employment) -> Int {
        totals.filter { $0.employment == employment && $0.state.isMember }.map(\.members).reduce(0, +)
    }

    var json: JSON {
        [
            "unit": JSON(desk.unit), "name": JSON(desk.unitName), "members": JSON(count(.active, .retained)),
            "active": JSON(count(.active)), "retained": JSON(count(.retained)), "units": JSON(units),
            "employment": .object(Employment.allCases.map { ($0.rawValue, JSON(count($0))) }),
            "tasks": .array(tasks.map { ["words": JSON($0.words), "detail": JSON($0.detail), "path": JSON($0.path.text)] }),
        ]
    }
}

extension Workbench.Task {
    /// All that waits at a unit, most pressing first. Each kind asks for the permission that solves it.
    static func all(at unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [Workbench.Task] {
        var tasks: [Workbench.Task] = []
        if officer.may(.postKeep, at: unit.path) {
            tasks += try endingPosts(below: unit, in: tx)
            if let task = try unitsWithoutChair(below: unit, in: tx) { tasks.append(task) }
        }
        if officer.may(.accountKeep, at: unit.path), let task = try withoutAccount(in: unit, tx) { tasks.append(task) }
        return tasks
    }

    /// Days before the end of a post from which it waits here.
    static let notice = 30

    private struct Ending: Record {
        let unit: ID<Unit>
        let unitName: String
        let personName: String
        let kind: PostKind
        let until: Day

        static let columns: SQL = "u.id, u.short_name, n.name, p.kind, p.until_day"

        init(_ row: borrowing Row) throws {
            unit = try row.read("id")
            unitName = try row.read("short_name")
            personName = try row.read("name")
            kind = try row.read("kind")
            until = try row.read("until_day")
        }
    }

    private static func endingPosts(below unit: UnitEntry, in tx: Transaction) throws -> [Workbench.Task] {
        let lines: [Ending] = try tx.all(
            """
            SELECT \(Ending.columns) FROM post p JOIN unit u ON u.id = p.unit_id JOIN person n ON n.id = p.person_id
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path))
               AND p.until_day >= \(tx.today) AND p.until_day <= \(tx.today.adding(days: notice))
             ORDER BY p.until_day, p.id LIMIT 5
            """)
        return lines.map { line in
            let days = line.until.number - tx.today.number
            return Workbench.Task(
                words: "\(line.unitName)\(line.kind.words)任期将满",
                detail: "\(line.personName)，到 \(line.until)\(days == 0 ? "，就是今天" : "，还有 \(days) 天")",
                sign: icon("clock"), tone: days <= 7 ? "yin" : "gui", path: Places.posts(line.unit))
        }
    }

    private struct Headless: Record {
        let id: ID<Unit>
        let name: String

        static let columns: SQL = "u.id, u.short_name"

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            name = try row.read("short_name")
        }
    }

    private static func unitsWithoutChair(below unit: UnitEntry, in tx: Transaction) throws -> Workbench.Task? {
        let units: [Headless] = try tx.all(
            """
            SELECT \(Headless.columns) FROM unit u
             WHERE u.parent_id = \(unit.id) AND u.state <> 'dissolved' AND u.level <> 'group'
               AND NOT EXISTS (SELECT 1 FROM post p WHERE p.unit_id = u.id AND p.kind = 'chair'
                                  AND p.from_day <= \(tx.today) AND (p.until_day IS NULL OR p.until_day >= \(tx.today)))
             ORDER BY u.path LIMIT 100
            """)
        guard let first = units.first else { return nil }
        let names = units.prefix(3).map(\.name).joined(separator: "、")
        return Workbench.Task(
            words: units.count == 1 ? "\(first.name)还没有工会主席" : "\(units.count == 100 ? "100 多" : "\(units.count)") 个下级单位还没有工会主席",
            detail: units.count == 1 ? "可以从它的会员里任命" : "\(names)\(units.count > 3 ? "等" : "")", sign: icon("person-badge"),
            tone: "", path: units.count == 1 ? Places.posts(first.id) : Places.unit(unit.id))
    }

    /// Members who cannot sign in yet. Counted only where one office knows its people: in base unions and below.
    private static func withoutAccount(in unit: UnitEntry, _ tx: Transaction) throws -> Workbench.Task? {
        guard unit.level.depth >= UnitLevel.base.depth else { return nil }
        let count: Int = try tx.value(
            """
            SELECT count(*) FROM membership m
             WHERE m.unit_path >= \(unit.path) AND m.unit_path < \(Reach.end(of: unit.path)) AND m.until_day IS NULL
               AND m.state IN ('active', 'retained')
               AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = m.person_id)
            """) ?? 0
        guard count > 0 else { return nil }
        return Workbench.Task(
            words: "\(grouped(count)) 名会员还没有登录账号", detail: "打开名册，为他们开通并打印领取单", sign: icon("person-plus"), tone: "lan",
            path: Places.members(unit.id))
    }
}
