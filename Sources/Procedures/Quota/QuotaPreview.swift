import Federation
import Vault
import Web

/// What a rule would make of a unit's places, before anything is handed down.
struct QuotaPreview {
    let view: QuotaView
    let share: QuotaShare
    let rule: QuotaRule
    let total: Int
    let number: Int
    let least: Int
    let split: QuotaSplit
    let units: [UnitEntry]
    let claims: [QuotaClaim]

    /// Reads the rule from a form or an address. Fails beside its fields.
    init(_ view: QuotaView, _ word: (String) -> String) throws {
        self.view = view
        var check = Check(Form(fields: ["category", "rule", "total", "number", "least"].map { ($0, word($0)) }))
        let category: ID<QuotaCategory> = check.id("category", "类别")
        let share = view.shares.first { $0.category == category }
        let rule: QuotaRule = check.choice("rule", "分配规则")
        let isTyped = !check.typed("total").isEmpty
        let total = isTyped ? check.number("total", "本次分配", 1...QuotaDraft.most) : max(0, share?.left ?? 0)
        let needsNumber = rule == .perHeads || rule == .fixed
        let number = needsNumber ? check.number("number", "人数或个数", 1...QuotaDraft.most) : 1
        let least = check.typed("least").isEmpty ? 0 : check.number("least", "每单位至少", 0...1_000)
        if let share, total > share.left { check.add("total", "本单位这一类只剩 \(share.left) 个。") }
        if let share, share.left == 0 { check.add("total", "本单位这一类已经没有剩余。") }
        try check.done()
        guard let share else { throw Flaws("category", "请选择类别。") }
        self.share = share
        self.rule = rule
        self.total = total
        self.number = number
        self.least = least
        let held = Dictionary(
            view.below.filter { $0.category == category }.map { ($0.unit, $0.granted) }, uniquingKeysWith: +)
        units = view.children
        claims = units.map { QuotaClaim(heads: view.heads[$0.path] ?? 0, before: held[$0.id] ?? 0) }
        do {
            split = try QuotaSplit(total, among: claims, by: rule, number: number, least: least)
        } catch {
            throw Flaws("rule", error.words)
        }
        if split.left < 0 {
            throw Flaws("rule", "按这条规则要 \(split.sum) 个，多出 \(-split.left) 个。请改用最大余数法，或减少每单位的数。")
        }
    }

    /// What is handed to whom.
    var lots: [(unit: ID<Unit>, amount: Int)] { zip(units, split.places).map { ($0.id, $1) } }

    /// Changes when what would be handed down is no longer what was shown.
    var mark: String {
        Digest.of(Array("\(share.id) \(lots.map { "\($0.unit):\($0.amount)" })".utf8)).hex
    }

    /// `按人数比例（最大余数法），380 个分给 12 个单位，余 0 个`
    var words: String {
        let how =
            switch rule {
            case .perHeads: "每 \(grouped(number)) 人一个，不足的按一个"
            case .fixed: "每单位 \(grouped(number)) 个"
            default: rule.words
            }
        let floor = least > 0 ? "，每单位至少 \(least) 个" : ""
        return "\(how)\(floor)：\(grouped(split.sum)) 个分给 \(units.count) 个单位，余 \(grouped(split.left)) 个"
    }

    var pairs: [(name: String, value: String)] {
        [
            ("category", share.category.description), ("rule", rule.rawValue), ("total", String(total)),
            ("number", String(number)), ("least", String(least)),
        ]
    }
}
