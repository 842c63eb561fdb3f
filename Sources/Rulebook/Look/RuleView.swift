import Web

/// One parameter at a unit: which value holds and why, what is proposed, and what was.
struct RuleView: Sendable {
    let unit: RuledUnit
    let parameter: AnyParameter
    let rules: Rules
    let today: Day
    let own: [ProposedRule]
    let viewer: ID<Person>
    /// Whether the viewer may propose and decide here.
    let mayKeep: Bool

    init(_ unit: RuledUnit, _ key: String, as officer: Officer, in tx: Transaction) throws {
        guard let parameter = AnyParameter.find(key) else { throw Refusal.missing }
        self.unit = unit
        self.parameter = parameter
        today = tx.today
        viewer = officer.person
        rules = try Rules(at: unit.locus, in: tx)
        own = try ProposedRule.all(of: unit.id, key, states: RuleChangeState.allCases, in: tx)
        mayKeep = officer.also(.ruleKeep)?.reaches(unit.path) ?? false
    }

    var holds: RuleValue? { rules.source(parameter.key, on: today) }

    /// Whether a change may be proposed here: law is entered at the top alone.
    var isOpen: Bool { parameter.setter == .unit || unit.isTop }

    var waiting: ProposedRule? { own.first { $0.state == .proposed } }

    /// Every value that could hold here, in the order in which they win, and why it does or does not.
    var candidates: [(value: RuleValue, why: String, tone: Tone)] {
        let winner = holds
        var passedScope: Set<RuleScope> = []
        return rules.candidates(parameter.key).map { value in
            defer { if value.holds(on: today) { passedScope.insert(value.scope) } }
            if value == winner { return (value, "现行", .done) }
            if value.from > today { return (value, "\(value.from) 起", .information) }
            if let until = value.until, until < today { return (value, "已失效", .plain) }
            if value.isRelease { return (value, "不再另定", .plain) }
            return (value, passedScope.contains(value.scope) ? "被后来的代替" : "有更近的规定", .plain)
        }
    }

    var json: JSON {
        [
            "key": JSON(parameter.key), "name": JSON(parameter.name), "holds": holds.map { rules.json($0) } ?? .null,
            "candidates": .array(candidates.map { rules.json($0.value) }),
            "changes": .array(
                own.map { change in
                    [
                        "id": JSON(change.value.id), "state": JSON(change.state.rawValue),
                        "value": JSON(change.value.text),
                        "from": JSON(change.value.from), "proposed_by": JSON(change.proposer),
                        "decided_by": JSON(change.decider), "reason": JSON(change.reason),
                    ]
                }),
        ]
    }
}
