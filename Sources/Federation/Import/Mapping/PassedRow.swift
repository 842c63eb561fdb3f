import Sheets
import Web
import Words

/// Why a row below the heads is no person's.
enum PassedRow: String, CaseIterable, Sendable {
    /// 合计, 填表人 and their like.
    case footer
    /// The heads once more, as on every printed page.
    case heading
    /// One long sentence.
    case remark
    /// Nothing stands in the columns that are imported, as below a list that was numbered in advance.
    case blank
    /// The sheet hides it, and the officer left such rows out.
    case hidden

    var words: String {
        switch self {
        case .footer: "合计、填表人等"
        case .heading: "重复的列名"
        case .remark: "说明文字"
        case .blank: "要导入的列都空着"
        case .hidden: "隐藏的行，按您的选择没有读"
        }
    }

    /// What the row is if it is no person's: only a row without a name of its own, so that nobody is passed over.
    init?(_ cells: [Cell], _ plan: RosterPlan) {
        guard Self.maybe(cells, plan) else { return nil }
        let texts = cells.map { $0.isBlank ? "" : normalized($0.written) }
        guard let start = texts.firstIndex(where: { !$0.isEmpty }) else { return nil }
        if Self.repeats(texts, plan) {
            self = .heading
            return
        }
        let name = plan.places[.name].map { texts.indices.contains($0) ? texts[$0] : "" } ?? ""
        let first = texts[start].filter { !$0.isWhitespace }
        // 合计 | 5 人: a number below the names is nobody's name.
        let isCount = name.contains(where: \.isNumber) && Self.sums.contains(first)
        guard name.isEmpty || name == texts[start] || isCount else { return nil }
        if Self.footers.contains(where: first.hasPrefix) || Self.sums.contains(first) {
            self = .footer
        } else if texts.count(where: { !$0.isEmpty }) == 1, first.count >= 12 || first.contains(":") && first.count >= 6
        {
            self = .remark
        } else {
            return nil
        }
    }

    /// What most rows can be told by at once: they have a name, and it begins like no footer and like no head.
    private static func maybe(_ cells: [Cell], _ plan: RosterPlan) -> Bool {
        guard let place = plan.places[.name], cells.indices.contains(place),
            let initial = cells[place].written.first(where: { !$0.isWhitespace })
        else { return true }
        return initial.isNumber || initials.contains(initial)
            || initial == plan.titles[place].first(where: { !$0.isWhitespace })
    }

    private static let initials = Set(footers.compactMap(\.first) + sums.compactMap(\.first) + ["（"])

    private static func repeats(_ texts: [String], _ plan: RosterPlan) -> Bool {
        var same = 0
        for (index, text) in texts.enumerated() where !text.isEmpty {
            let plain = RosterColumn.plain(text)
            guard plan.titles.indices.contains(index) else { return false }
            guard plain == RosterColumn.plain(plan.titles[index]) || plain == RosterColumn.plain(plan.groups[index])
            else {
                return false
            }
            same += 1
        }
        return same >= 2
    }

    private static let sums: Set<String> = ["合计", "总计", "小计", "共计", "总数", "人数", "备注", "说明", "注"]

    private static let footers = [
        "合计:", "总计:", "小计:", "共计:", "填表", "填报", "制表", "审核人", "审核:", "审批", "负责人:", "负责人(", "经办人", "联系人:", "备注:",
        "注:", "注意", "说明:", "填写说明", "以下空白", "(以下空白", "此表", "本表", "单位盖章", "单位(盖章", "(盖章", "盖章", "工会主席:", "主席签字",
        "制单", "日期:", "附注", "共计人数", "合计人数", "合计(", "总人数",
    ]
}
