public import Web

extension Module {
    /// Dated rule parameters with their citations, working calendars, and verdicts that show their arithmetic.
    ///
    /// Glossary: 规则参数 parameter (`Parameter`, `RuleValue`) · 依据 citation · 版 edition of the reviewed data · 适用地 locus
    /// (`Locus`): a place and a chain of unions · 近的优先 the nearest wins · 判断 verdict · 工作日历 `WorkingCalendar` · 期限
    /// `TimeLimit`, `Deadline` · 学年、学期、届期 `Span`.
    ///
    /// A later room asks `Rules(at: locus, in: tx)` once and then its rules, which are functions of values. This room knows no
    /// units: `units` finds them for its pages.
    public static func rulebook(units: UnitSource) -> Module {
        var module = Module("rulebook")
        module.migrations = rulebookMigrations
        module.routes = rulebookRoutes(units)
        module.menu = [
            MenuItem("监督", "规则参数", icon("journal-check"), needs: .ruleSee, covers: ["/rule-changes", "/calendar"]) {
                Places.rules($0)
            }
        ]
        module.tasks = [
            TaskSource("rules") { unit, path, officer, tx in try RuleList.tasks(unit, path, officer, tx) }
        ]
        return module
    }
}

extension RuleList {
    /// What waits at a unit for a second person.
    static func tasks(_ unit: ID<Unit>, _ path: String, _ officer: Officer, _ tx: Transaction) throws -> [DeskTask] {
        guard officer.also(.ruleKeep)?.reaches(path) ?? false else { return [] }
        let waiting: Int =
            try tx.value(
                """
                SELECT count(*) FROM rule_value WHERE unit = \(unit) AND state = 'proposed' AND proposed_by <> \(officer.person)
                """) ?? 0
        guard waiting > 0 else { return [] }
        return [
            DeskTask(
                words: "\(waiting) 项规则参数变更待您确认", detail: "由另一位干部提出，确认后按生效日期执行。", sign: icon("journal-check"),
                tone: "gui", path: Places.rules(unit))
        ]
    }
}
