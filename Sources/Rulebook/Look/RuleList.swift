import Web

/// What the page of a unit's parameters shows.
struct RuleList: Sendable {
    let unit: RuledUnit
    let rules: Rules
    let today: Day
    /// The group that was chosen; nil for all.
    let group: ParameterGroup?
    let waiting: [ProposedRule]
    let changes: [RuleChange]
    let mayKeep: Bool

    init(_ unit: RuledUnit, group: String, mayKeep: Bool, in tx: Transaction) throws {
        self.unit = unit
        self.mayKeep = mayKeep
        today = tx.today
        self.group = group == "all" ? nil : ParameterGroup(rawValue: group) ?? .meetings
        rules = try Rules(at: unit.locus, in: tx)
        waiting = try ProposedRule.all(of: unit.id, states: [.proposed], in: tx)
        changes = rules.changes(after: tx.today, through: Self.ahead(of: tx.today))
    }

    /// The 1st of next month.
    static func turn(after day: Day) -> Day { day.adding(days: 1 - day.day).adding(months: 1) }

    /// How far ahead changes are told: a year.
    private static func ahead(of day: Day) -> Day { day.adding(years: 1) }

    var turn: Day { Self.turn(after: today) }

    var groups: [ParameterGroup] { group.map { [$0] } ?? ParameterGroup.allCases }

    /// Each parameter of a group with what holds today.
    func lines(_ group: ParameterGroup) -> [(parameter: AnyParameter, value: RuleValue?)] {
        AnyParameter.all.filter { $0.group == group }.map { ($0, rules.source($0.key, on: today)) }
    }

    var json: JSON {
        let values = groups.flatMap(lines).map { line -> JSON in
            [
                "key": JSON(line.parameter.key), "name": JSON(line.parameter.name),
                "group": JSON(line.parameter.group.rawValue),
                "holds": line.value.map { rules.json($0) } ?? .null,
            ]
        }
        return [
            "unit": JSON(unit.id), "place": JSON(unit.locus.place.code), "on": JSON(today),
            "parameters": .array(values),
            "changes": .array(
                changes.map { change in
                    [
                        "key": JSON(change.parameter.key), "on": JSON(change.on),
                        "before": change.before.map { rules.json($0) } ?? .null,
                        "after": change.after.map { rules.json($0) } ?? .null,
                    ]
                }),
        ]
    }
}

extension Rules {
    /// A value for programs.
    func json(_ value: RuleValue) -> JSON {
        [
            "id": JSON(value.id), "value": JSON(value.text), "words": JSON(value.words),
            "scope": JSON(scopeWords(value)),
            "from": JSON(value.from), "until": JSON(value.until), "citation": JSON(value.citation),
            "owner": JSON(value.owner), "checked_on": JSON(value.checkedOn),
            "confidence": JSON(value.confidence.rawValue), "origin": JSON(value.origin), "remark": JSON(value.remark),
        ]
    }
}
