import Federation
import Web

/// One move by hand: what, of which category, how many, and why.
struct QuotaMoveDraft {
    enum Kind: String, CaseIterable, Sendable {
        case use, reserve, handDown, takeBack, handBack, add

        var words: String {
            switch self {
            case .use: "使用"
            case .reserve: "预留"
            case .handDown: "分给下级单位"
            case .takeBack: "从下级单位收回"
            case .handBack: "交回上级"
            case .add: "追加总数"
            }
        }

        /// Those that make sense at a unit.
        static func fitting(_ view: QuotaView) -> [Kind] {
            let isTop = view.shares.contains { $0.parent == nil }
            return allCases.filter { kind in
                switch kind {
                case .handDown, .takeBack: !view.children.isEmpty
                case .handBack: !isTop
                case .add: isTop
                default: true
                }
            }
        }
    }

    let kind: Kind
    let share: QuotaShare
    let unit: UnitEntry?
    let amount: Int
    let reason: String

    init(_ form: Form, _ view: QuotaView) throws(Flaws) {
        var check = Check(form)
        let kind = Kind(rawValue: form["move"])
        if kind == nil { check.add("move", "请选择办什么。") }
        let category: ID<QuotaCategory> = check.id("move_category", "类别")
        let share = view.shares.first { $0.category == category }
        amount = check.number("amount", "数量", 1...QuotaDraft.most)
        reason = check.text("reason", "事由", 2...200)
        let chosen = ID<Unit>(form["unit"])
        unit = view.children.first { $0.id == chosen }
        if kind == .handDown || kind == .takeBack, unit == nil { check.add("unit", "请选择下级单位。") }
        if share == nil, check.flaws["move_category"] == nil { check.add("move_category", "请选择类别。") }
        try check.done()
        guard let kind, let share else { throw Flaws("move", "请选择办什么。") }
        self.kind = kind
        self.share = share
    }

    /// Does it. Fails with `Quota.Problem` where there is not enough.
    func carryOut(by person: ID<Person>, in tx: Transaction) throws {
        let hand = QuotaHand(by: person, reason: reason)
        switch kind {
        case .use, .reserve:
            _ = try QuotaShare.take(
                amount, of: share.category, at: share.unit, as: kind == .use ? .used : .reserved, for: "manual", 0,
                reason,
                hand, in: tx)
        case .handDown: try share.handDown([(unit?.id ?? ID(0), amount)], hand, in: tx)
        case .takeBack:
            guard let unit, let below = try QuotaShare.first(share.category, at: unit.id, in: tx),
                below.parent == share.id
            else { throw Quota.Problem.notHeld }
            try below.handBack(amount, hand, in: tx)
        case .handBack: try share.handBack(amount, hand, in: tx)
        case .add: try share.add(amount, hand, in: tx)
        }
    }
}
