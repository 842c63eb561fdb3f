import Web

/// What the form of a new member must hold, both halves, with every flaw of both.
struct NewMemberDraft {
    let person: PersonDraft
    let membership: MembershipDraft
    let unit: UnitEntry

    init(_ form: Form, below unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        var flaws = Flaws()
        let person = collecting(&flaws) { () throws(Flaws) in try PersonDraft(form, today: tx.today) }
        let (chosen, membership) = try membershipParts(form, &flaws, below: unit, as: officer, in: tx)
        guard flaws.isEmpty, let person, let membership, let chosen else { throw flaws }
        self.person = person
        self.membership = membership
        self.unit = chosen
    }
}

/// What the form of a change of membership must hold.
struct MembershipChangeDraft {
    let membership: MembershipDraft
    let unit: UnitEntry

    /// `form` is settled where two versions were compared.
    init(_ form: Form, as officer: Officer, in tx: Transaction) throws {
        var flaws = Flaws()
        let (chosen, membership) = try membershipParts(form, &flaws, below: nil, as: officer, in: tx)
        guard flaws.isEmpty, let membership, let chosen else { throw flaws }
        self.membership = membership
        unit = chosen
    }
}

/// The unit and the membership of a form. The unit is found first, because it may have been typed by name.
private func membershipParts(
    _ form: Form, _ flaws: inout Flaws, below top: UnitEntry?, as officer: Officer, in tx: Transaction
) throws -> (UnitEntry?, MembershipDraft?) {
    var unit: UnitEntry?
    do {
        unit = try UnitChoices.found(form["unit"], below: top, as: officer, in: tx)
    } catch let flaw as Flaws {
        for flaw in flaw.all { flaws.add(flaw.field, flaw.words) }
    }
    // Any number will do where the unit is wanting: its flaw stands already, so this draft is never used.
    let fields = form.fields.filter { $0.name != "unit" } + [(name: "unit", value: (unit?.id ?? ID(1)).description)]
    let draft = collecting(&flaws) { () throws(Flaws) in try MembershipDraft(Form(fields: fields), today: tx.today) }
    return (unit, draft)
}

/// A draft, or nothing and its flaws among the others.
private func collecting<Draft>(_ flaws: inout Flaws, _ draft: () throws(Flaws) -> Draft) -> Draft? {
    do {
        return try draft()
    } catch {
        for flaw in error.all { flaws.add(flaw.field, flaw.words) }
        return nil
    }
}

extension Membership.Problem {
    /// The problem beside the field it is about.
    var flaws: Flaws {
        switch self {
        case .numberTaken: Flaws("number", words)
        case .notAtBase, .unitDissolved: Flaws("unit", words)
        case .beforeItBegan, .unitNotYet: Flaws("from_day", words)
        case .mayNotFollow, .holdsPost: Flaws("state", words)
        case .memberAlready: Flaws("", words)
        }
    }
}

/// The fields of a person. Of sealed fields on file only the mask is shown, and empty means unchanged.
func personFields(_ filled: Filled, onFile: (identity: String?, phone: String?)? = nil) -> HTML {
    let sexes = PersonEntry.Sex.allCases.map { (value: $0.rawValue, words: $0.words) }
    let identity = onFile.map { "留空表示不改。现在登记的是：\($0.identity ?? "无")。" } ?? "填了身份证号，性别和出生日期可以不填。"
    let phone = onFile.map { "留空表示不改。现在登记的是：\($0.phone ?? "无")。" }
    return """
        <div class="form-grid">
        \(field(Field("name", "姓名", isRequired: true, maximum: 40), filled))
        \(field(Field("identity", "身份证号", hint: identity, maximum: 20), filled))
        \(select(Field("sex", "性别"), sexes, filled))
        \(field(Field("born_on", "出生日期", .date), filled))
        \(field(Field("phone", "手机号", .telephone, hint: phone, inputMode: "tel", maximum: 20), filled))
        \(field(Field("note", "备注", isWide: true, maximum: 300), filled))
        </div>
        """
}

/// The fields of a spell of membership.
func membershipFields(_ filled: Filled, _ choices: UnitChoices, from label: String, hint: String) -> HTML {
    let types = Employment.allCases.map { (value: $0.rawValue, words: $0.words) }
    let states = MembershipState.allCases.map { (value: $0.rawValue, words: $0.words) }
    let reasons = Retention.allCases.map { (value: $0.rawValue, words: $0.words) }
    return """
        <div class="form-grid">
        \(choices.drawn(filled))
        \(field(Field("number", "工号", hint: "同一所学校里不能重复。", maximum: 30), filled))
        \(select(Field("employment", "用工形式", isRequired: true), types, empty: "请选择", filled))
        \(select(Field("state", "会籍状态", isRequired: true), states, filled))
        \(select(Field("retained_for", "保留原因", hint: "只有保留会籍才选。"), reasons, empty: "不是保留会籍", filled))
        \(field(Field("joined_on", "入会日期", .date), filled))
        \(field(Field("from_day", label, .date, hint: hint), filled))
        </div>
        """
}
