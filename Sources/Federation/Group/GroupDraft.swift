package import Web

/// What a form for a group must hold: its name, and its other spellings, one a line.
struct GroupDraft: Sendable {
    let name: String
    let note: String?
    let spellings: [String]

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "名称", 2...60)
        note = check.optionalText("note", "说明", 200)
        let lines = check.typed("spellings").split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks }
        spellings = lines.filter { !$0.isEmpty }
        if spellings.contains(where: { $0.count > 60 }) { check.add("spellings", "一种写法最多 60 个字。") }
        if spellings.count > 40 { check.add("spellings", "写法最多 40 种，现在是 \(spellings.count) 种。") }
        if !name.isEmpty, Spelling(name).key.isEmpty { check.add("name", "名称里要有“各”以外的字。") }
        try check.done()
    }
}

/// What a form for a clause of the rule must hold.
package struct ClauseDraft: Sendable {
    let isDirect: Bool
    let level: UnitLevel?
    let kind: UnitKind?
    let hasPreparing: Bool
    let from: Day?
    let until: Day?

    package init(level: UnitLevel? = nil, kind: UnitKind? = nil, isDirect: Bool = false) {
        (self.level, self.kind, self.isDirect) = (level, kind, isDirect)
        (hasPreparing, from, until) = (false, nil, nil)
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        level = UnitLevel(rawValue: check.typed("level"))
        kind = UnitKind(rawValue: check.typed("kind"))
        isDirect = check.flag("direct")
        hasPreparing = check.flag("preparing")
        from = check.optionalDay("clause_from", "生效日期")
        until = check.optionalDay("clause_until", "失效日期")
        if check.typed("below").isEmpty { check.add("below", "请填写在哪个单位以下。") }
        if let from, let until, until < from { check.add("clause_until", "失效日期早于生效日期。") }
        if let level, let kind, !UnitKind.fitting(level).contains(kind) {
            check.add("kind", "\(level.words)单位没有“\(kind.words)”这一类。")
        }
        try check.done()
    }
}

/// What a form for an exception must hold.
package struct ExceptionDraft: Sendable {
    let isIn: Bool
    let from: Day
    let until: Day?
    let reason: String
    let paper: String?

    package init(isIn: Bool, from: Day, until: Day? = nil, reason: String, paper: String? = nil) {
        (self.isIn, self.from, self.until, self.reason, self.paper) = (isIn, from, until, reason, paper)
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        isIn = check.typed("how") != "out"
        if !["in", "out"].contains(check.typed("how")) { check.add("how", "请选择列入还是除外。") }
        from = check.day("from_day", "开始日期")
        until = check.optionalDay("until_day", "结束日期")
        reason = check.text("reason", "理由", 2...200)
        paper = check.optionalText("paper", "依据文件", 80)
        if check.typed("unit").isEmpty { check.add("unit", "请填写单位。") }
        if let until, check.flaws["from_day"] == nil, until < from { check.add("until_day", "结束日期早于开始日期。") }
        try check.done()
    }
}
