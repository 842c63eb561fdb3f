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
    let actions: [Action]

    /// Something that waits, and the place that solves it.
    struct Task: Sendable {
        let words: String
        let detail: String
        let sign: HTML
        /// `gui` for what is due, `yin` for what is wrong; empty otherwise.
        let tone: String
        let path: Path
    }

    /// What the desk's holder does most days, as far as they may.
    struct Action: Sendable {
        let words: String
        let sign: HTML
        let path: Path
    }

    /// How many units below a desk's page lists.
    static let mostChildren = 60

    /// `sources` are what other rooms have waiting.
    init(_ desk: Desk, as officer: Officer, _ sources: [TaskSource] = [], in tx: Transaction) throws {
        self.desk = desk
        name = officer.member.name
        now = tx.now
        let unit = try UnitEntry.find(desk.unit, as: officer, in: tx)
        totals = try MemberCount.totals(below: unit.path, as: officer, in: tx)
        units =
            try tx.value(
                """
                SELECT count(*) FROM unit
                 WHERE path >= \(unit.path) AND path < \(Reach.end(of: unit.path)) AND state <> 'dissolved'
                """) ?? 0
        children = try UnitEntry.children(of: unit, as: officer, in: tx)
        members = try MemberCount.members(ofChildrenOf: unit, in: tx)
        let others = try sources.flatMap { try $0.tasks(unit.id, unit.path, officer, tx) }.map { task in
            Task(words: task.words, detail: task.detail, sign: task.sign, tone: task.tone, path: task.path)
        }
        tasks = others + (try Task.all(at: unit, as: officer, in: tx))
        actions = Action.all(at: unit, as: officer)
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
            "tasks": .array(
                tasks.map { ["words": JSON($0.words), "detail": JSON($0.detail), "path": JSON($0.path.text)] }),
        ]
    }
}

extension Workbench.Action {
    /// The acts that the officer may do at a unit, the most frequent first.
    static func all(at unit: UnitEntry, as officer: Officer) -> [Workbench.Action] {
        let known: [(permission: Permission, action: Workbench.Action)] = [
            (.memberKeep, .init(words: "登记会员", sign: icon("person-plus"), path: Places.memberNew(unit.id))),
            (.memberImport, .init(words: "导入名册", sign: icon("upload"), path: Places.imports(unit.id))),
            (.accountKeep, .init(words: "开通账号，打印开通单", sign: icon("person-lock"), path: Places.accounts(unit.id))),
            (.postKeep, .init(words: "任免职务", sign: icon("person-badge"), path: Places.posts(unit.id))),
            (.auditSee, .init(words: "查看审计记录", sign: icon("journal-check"), path: Places.audit(unit.id))),
        ]
        return known.filter { officer.may($0.permission, at: unit.path) }.map(\.action)
    }
}

extension Workbench.Task {
    /// All that waits at a unit, most pressing first. Each kind asks for the permission that solves it.
    static func all(at unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [Workbench.Task] {
        var tasks: [Workbench.Task] = []
        if officer.may(.memberImport, at: unit.path) { tasks += try waitingImports(below: unit, in: tx) }
        if officer.may(.postKeep, at: unit.path) {
            tasks += try endingPosts(below: unit, in: tx)
            if let task = try unitsWithoutChair(below: unit, in: tx) { tasks.append(task) }
        }
        // Clusters join base unions and districts, so they are kept above the base.
        if unit.level.depth < UnitLevel.base.depth, officer.may(.unitKeep, at: unit.path) {
            tasks += try clustersWithoutLead(keptBy: unit, in: tx)
        }
        if officer.may(.accountKeep, at: unit.path), let task = try withoutAccount(in: unit, tx) { tasks.append(task) }
        return tasks
    }
}
