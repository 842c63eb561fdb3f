import Web

/// The handlers of this room's pages, with the units they ask for.
struct RuleDesk: Sendable {
    let units: UnitSource

    /// `POST /units/:id/rules/:key/changes`: one person proposes.
    func propose(_ visit: Visit<Officer>, _ id: ID<Unit>, _ key: String) throws -> Answer {
        let unit = try units.find(id, visit.who, visit.tx)
        guard let parameter = AnyParameter.find(key) else { throw Refusal.missing }
        guard parameter.setter == .unit || unit.isTop else { throw RuleChangeState.Problem.lawOnly }
        let draft = try RuleChangeDraft(visit.form, parameter)
        let change = try draft.propose(for: id, by: visit.who.person, owner: unit.shortName, in: visit.tx)
        try AuditEntry.write(
            Act(
                "rule.propose", on: "rule", change,
                "提出：“\(parameter.name)”自 \(draft.from) 起 \(draft.words)，依据：\(draft.citation)"),
            by: visit.who.person, in: id, ring: visit.site.ring, visit.tx)
        return .see(Places.rule(id, key), saying: "已提出。另一位有权限的干部确认后生效。")
    }

    /// Another person confirms; it holds from its day on.
    func confirm(_ visit: Visit<Officer>, _ id: ID<RuleValue>) throws -> Answer {
        try decide(visit, id, .confirmed, ("rule.confirm", "确认"), "已确认，自 %@ 起生效。")
    }

    /// Another person refuses, with a reason that the first can read.
    func refuse(_ visit: Visit<Officer>, _ id: ID<RuleValue>) throws -> Answer {
        var check = Check(visit.form)
        let reason = check.text("reason", "退回原因", 2...200)
        try check.done()
        return try decide(visit, id, .refused, ("rule.refuse", "退回"), "已退回，提出人能看到原因。", reason: reason)
    }

    /// Whoever proposed it takes it back.
    func withdraw(_ visit: Visit<Officer>, _ id: ID<RuleValue>) throws -> Answer {
        try decide(visit, id, .withdrawn, ("rule.withdraw", "撤回"), "已撤回。")
    }

    private func decide(
        _ visit: Visit<Officer>, _ id: ID<RuleValue>, _ state: RuleChangeState,
        _ act: (name: StaticString, verb: String),
        _ said: String,
        reason: String? = nil
    ) throws -> Answer {
        let change = try ProposedRule.sought(id, in: visit.tx)
        let unit = try units.find(change.unit, visit.who, visit.tx)
        try ProposedRule.decide(id, state, by: visit.who.person, reason: reason, in: visit.tx)
        let value = change.value
        try AuditEntry.write(
            Act(act.name, on: "rule", id, "\(act.verb)：“\(value.name)”自 \(value.from) 起 \(value.words)"),
            by: visit.who.person, in: unit.id, ring: visit.site.ring, visit.tx)
        return .see(Places.rule(unit.id, value.key), saying: said.replacing("%@", with: value.from.description))
    }

    /// The page of its parameter, for a decision that failed.
    func showChange(_ visit: Visit<Officer>, _ id: ID<RuleValue>) throws -> Answer {
        let change = try ProposedRule.sought(id, in: visit.tx)
        return try show(visit, change.unit, change.value.key)
    }
}
