public import Web

/// What a form for a change of a parameter must hold: it is proposed by one person and confirmed by another.
public struct RuleChangeDraft: Sendable {
    public let parameter: AnyParameter
    /// As the database keeps it; empty to follow the unions above again.
    public let text: String
    public let from: Day
    public let until: Day?
    public let citation: String
    public let confidence: RuleConfidence
    public let remark: String?

    public init(
        _ parameter: AnyParameter, _ text: String, from: Day, until: Day? = nil, citation: String,
        confidence: RuleConfidence = .high, remark: String? = nil
    ) {
        self.parameter = parameter
        self.text = text
        self.from = from
        self.until = until
        self.citation = citation
        self.confidence = confidence
        self.remark = remark
    }

    init(_ form: Form, _ parameter: AnyParameter) throws(Flaws) {
        var check = Check(form)
        self.parameter = parameter
        let isRelease = check.flag("release"), typed = check.typed("value")
        if isRelease {
            text = ""
            if !typed.isEmpty { check.add("value", "不再另定的，不填数值。") }
        } else if let settled = parameter.settled(typed) {
            text = settled
        } else {
            text = ""
            check.add("value", typed.isEmpty ? "请填写数值。" : "读不出“\(typed)”，请写成：\(parameter.example)。")
        }
        from = check.day("from_day", "生效日期")
        until = isRelease ? nil : check.optionalDay("until_day", "最后一天")
        if let until, until < from { check.add("until_day", "最后一天不能早于生效日期。") }
        citation = check.text("citation", "依据", 4...200)
        confidence = check.choice("confidence", "核对情况")
        remark = check.optionalText("remark", "说明", 200)
        try check.done()
    }

    /// `300 元`
    var words: String { text.isEmpty ? "按上级的规定" : parameter.words(text) }
}

/// Where a change stands.
public enum RuleChangeState: String, CaseIterable, Sendable, Readable, Bindable {
    case proposed, confirmed, refused, withdrawn

    var words: String {
        switch self {
        case .proposed: "待确认"
        case .confirmed: "已确认"
        case .refused: "未通过"
        case .withdrawn: "已撤回"
        }
    }

    var tone: Tone {
        switch self {
        case .proposed: .due
        case .confirmed: .done
        case .refused: .bad
        case .withdrawn: .plain
        }
    }

    public enum Problem: Explained, Equatable {
        case samePerson, notOwn, decided, lawOnly

        public var words: String {
            switch self {
            case .samePerson: "提出人不能自己确认，请另一位有权限的干部办理。"
            case .notOwn: "只有提出人可以撤回。"
            case .decided: "刚才已经有人处理了这项变更，请看现在的情况。"
            case .lawOnly: "这是法律和上级文件定的数，由最高一级工会录入。"
            }
        }
    }
}
