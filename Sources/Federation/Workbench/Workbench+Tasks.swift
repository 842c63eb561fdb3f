import Web

/// The kinds of tasks, one function each.
extension Workbench.Task {
    private struct Waiting: Record {
        let id: ID<ImportBatch>
        let fileName: String
        let unitName: String
        let state: ImportBatch.State
        let importable: Int
        let wrong: Int

        static let columns: SQL = """
            b.id, b.file_name, u.short_name, b.state, b.count_new + b.count_changed AS importable, b.count_wrong
            """

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            fileName = try row.read("file_name")
            unitName = try row.read("short_name")
            state = try row.read("state")
            importable = try row.read("importable")
            wrong = try row.read("count_wrong")
        }
    }

    /// Files that wait for a yes, or that came to no end, of the last month.
    static func waitingImports(below unit: UnitEntry, in tx: Transaction) throws -> [Workbench.Task] {
        let lines: [Waiting] = try tx.all(
            """
            SELECT \(Waiting.columns) FROM import_batch b JOIN unit u ON u.id = b.unit_id
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path))
               AND b.state IN ('checked', 'failed') AND b.made_at >= \(tx.now.adding(days: -30))
             ORDER BY b.id DESC LIMIT 5
            """)
        return lines.map { line in
            let isFailed = line.state == .failed
            let wrong = line.wrong > 0 ? "，\(grouped(line.wrong)) 行有错" : ""
            return Workbench.Task(
                words: isFailed ? "\(line.unitName)的导入没有完成" : "\(line.unitName)的名册导入等待确认",
                detail: "\(line.fileName)，可导入 \(grouped(line.importable)) 行\(wrong)", sign: icon("upload"),
                tone: isFailed ? "yin" : "gui", path: Places.importBatch(line.id))
        }
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

    static func endingPosts(below unit: UnitEntry, in tx: Transaction) throws -> [Workbench.Task] {
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

    static func unitsWithoutChair(below unit: UnitEntry, in tx: Transaction) throws -> Workbench.Task? {
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
            words: units.count == 1
                ? "\(first.name)还没有工会主席" : "\(units.count == 100 ? "100 多" : "\(units.count)") 个下级单位还没有工会主席",
            detail: units.count == 1 ? "可以从它的会员里任命" : "\(names)\(units.count > 3 ? "等" : "")",
            sign: icon("person-badge"),
            tone: "", path: units.count == 1 ? Places.posts(first.id) : Places.unit(unit.id))
    }

    private struct Leaderless: Record {
        let id: ID<Cluster>
        let name: String
        let last: String?

        static let columns: SQL = """
            c.id, c.name,
            (SELECT x.short_name FROM cluster_lead l JOIN unit x ON x.id = l.unit_id WHERE l.cluster_id = c.id
              ORDER BY l.from_day DESC LIMIT 1) AS last_lead
            """

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            name = try row.read("name")
            last = try row.read("last_lead")
        }
    }

    /// Clusters that the unit keeps, have units in them, and nobody at their lead.
    static func clustersWithoutLead(keptBy unit: UnitEntry, in tx: Transaction) throws -> [Workbench.Task] {
        let day = tx.today
        let lines: [Leaderless] = try tx.all(
            """
            SELECT \(Leaderless.columns) FROM cluster c
             WHERE c.unit_id = \(unit.id) AND c.from_day <= \(day) AND (c.until_day IS NULL OR c.until_day >= \(day))
               AND EXISTS (SELECT 1 FROM cluster_member m WHERE m.cluster_id = c.id AND m.from_day <= \(day)
                              AND (m.until_day IS NULL OR m.until_day >= \(day)))
               AND NOT EXISTS (SELECT 1 FROM cluster_lead l WHERE l.cluster_id = c.id AND l.from_day <= \(day)
                                  AND (l.until_day IS NULL OR l.until_day >= \(day)))
             ORDER BY c.id LIMIT 5
            """)
        return lines.map { line in
            Workbench.Task(
                words: "片组“\(line.name)”没有组长单位",
                detail: line.last.map { "原组长单位是“\($0)”，请另定一个" } ?? "请从片组的单位里定一个",
                sign: icon("collection"), tone: "gui", path: Places.clusterRevision(line.id))
        }
    }

    /// Members who cannot sign in yet. Counted only where one office knows its people: in base unions and below.
    static func withoutAccount(in unit: UnitEntry, _ tx: Transaction) throws -> Workbench.Task? {
        guard unit.level.depth >= UnitLevel.base.depth else { return nil }
        let count: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership m
                 WHERE m.unit_path >= \(unit.path) AND m.unit_path < \(Reach.end(of: unit.path)) AND m.until_day IS NULL
                   AND m.state IN ('active', 'retained')
                   AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = m.person_id)
                """) ?? 0
        guard count > 0 else { return nil }
        return Workbench.Task(
            words: "\(grouped(count)) 名会员还没有登录账号", detail: "为他们开通，并打印开通单", sign: icon("person-plus"), tone: "lan",
            path: Places.accounts(unit.id).with("state", "none"))
    }
}
