import Web

/// What a bulk change makes of everybody it is for.
enum BulkGoal: Equatable, Sendable {
    case state(MembershipState, Retention?)
    case employment(Employment)
    case move(ID<Unit>)
    /// The membership ends: transferred, withdrawn or removed.
    case end(MembershipState)

    /// As forms and rows have it.
    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case state
        case employment
        case move
        case end

        var words: String {
            switch self {
            case .state: "改会籍状态"
            case .employment: "改用工形式"
            case .move: "转到另一个分会"
            case .end: "结束会籍"
            }
        }
    }

    var kind: Kind {
        switch self {
        case .state: .state
        case .employment: .employment
        case .move: .move
        case .end: .end
        }
    }

    /// The states that end a membership.
    static let ends: [MembershipState] = [.transferred, .withdrawn, .removed]

    /// What is asked for, as one word for the rows: `retained retired`, `contract`, a unit's number.
    var value: String {
        switch self {
        case .state(let state, let reason):
            ([state.rawValue] + (reason.map { [$0.rawValue] } ?? [])).joined(separator: " ")
        case .employment(let type): type.rawValue
        case .move(let unit): unit.description
        case .end(let state): state.rawValue
        }
    }

    /// From its kind and word; nil when they make no sense.
    init?(_ kind: Kind, _ value: String) {
        let words = value.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        switch kind {
        case .state:
            guard let state = MembershipState(rawValue: first) else { return nil }
            self = .state(state, words.count > 1 ? Retention(rawValue: words[1]) : nil)
        case .employment:
            guard let type = Employment(rawValue: first) else { return nil }
            self = .employment(type)
        case .move:
            guard let unit = ID<Unit>(first) else { return nil }
            self = .move(unit)
        case .end:
            guard let state = MembershipState(rawValue: first) else { return nil }
            self = .end(state)
        }
    }

    /// The spell that would follow one, from a day on.
    func draft(after spell: Membership, from day: Day) -> MembershipDraft {
        var (unit, employment, state, reason) = (spell.unit, spell.employment, spell.state, spell.retention)
        switch self {
        case .state(let next, let why): (state, reason) = (next, why)
        case .employment(let next): employment = next
        case .move(let next): unit = next
        case .end(let next): (state, reason) = (next, nil)
        }
        return MembershipDraft(
            unit: unit, number: spell.number, employment: employment, state: state, retention: reason,
            joinedOn: spell.joinedOn, from: day)
    }

    /// What everybody would be, in words.
    func then(targetName: String?) -> String {
        switch self {
        case .state(let state, let reason): state.words + (reason.map { "（\($0.words)）" } ?? "")
        case .employment(let type): type.words
        case .move: targetName ?? "—"
        case .end(let state): state.words
        }
    }

    /// `用工形式改为聘用`
    func words(targetName: String?) -> String {
        switch self {
        case .state(let state, let reason): "会籍状态改为\(state.words)\(reason.map { "（\($0.words)）" } ?? "")"
        case .employment(let type): "用工形式改为\(type.words)"
        case .move: "转到\(targetName ?? "另一个单位")"
        case .end(let state): "结束会籍：\(state.words)"
        }
    }
}

/// What the form of a bulk change must hold. Its `state` and `employment` are the filter's, so the new ones have names of their own.
struct BulkDraft {
    let goal: BulkGoal
    /// The day from which it holds.
    let from: Day
    let reason: String?

    init(_ form: Form, as officer: Officer, in tx: Transaction) throws {
        var check = Check(form)
        let kind: BulkGoal.Kind = check.choice("kind", "要做的变动")
        from = check.optionalDay("from_day", "变动日期") ?? tx.today
        if from > tx.today { check.add("from_day", "变动日期 \(from) 晚于今天，请核对。") }
        reason = check.optionalText("reason", "事由", 200)
        var goal: BulkGoal?
        switch kind {
        case .state:
            let state = MembershipState(rawValue: form["to_state"])
            let why = Retention(rawValue: form["retained_for"])
            if let state, state.isMember { goal = .state(state, state == .retained ? why : nil) }
            if goal == nil { check.add("to_state", "请选择改成什么状态。") }
            if state == .retained, why == nil { check.add("retained_for", "请选择保留会籍的原因。") }
        case .employment:
            goal = Employment(rawValue: form["to_employment"]).map(BulkGoal.employment)
            if goal == nil { check.add("to_employment", "请选择改成什么用工形式。") }
        case .move:
            do {
                goal = .move(try UnitChoices.found(form["unit"], as: officer, in: tx).id)
            } catch let flaws as Flaws {
                for flaw in flaws.all { check.add(flaw.field, flaw.words) }
            }
        case .end:
            goal = MembershipState(rawValue: form["end_state"]).flatMap { BulkGoal.ends.contains($0) ? .end($0) : nil }
            if goal == nil { check.add("end_state", "请选择会籍怎样结束。") }
            if reason == nil { check.add("reason", "结束会籍要写明事由。") }
        }
        try check.done()
        self.goal = goal ?? .employment(.other)
    }
}
