import Sheets
import Web

/// Makes a plan of a file: which sheet to read, and how.
struct RosterFinder: Sendable {
    let survey: RosterSurvey
    let finder: TableFinder

    /// What was found of one sheet.
    struct Candidate: Sendable {
        let sheet: RosterSurvey.Sheet
        let table: TableFinder.Table
    }

    /// The sheets in which something was found, in the order of their tabs.
    let candidates: [Candidate]

    init(_ survey: RosterSurvey, _ finder: TableFinder) {
        (self.survey, self.finder) = (survey, finder)
        let all = survey.sheets.compactMap { sheet in
            sheet.rows > 0 ? finder.table(in: sheet).map { Candidate(sheet: sheet, table: $0) } : nil
        }
        let lists = all.filter { one in !Self.asides.contains { one.sheet.name.contains($0) } }
        candidates = lists.isEmpty ? all : lists
    }

    /// Words in the names of sheets that explain or give choices, and hold nobody.
    private static let asides = ["说明", "选项", "示例", "样例", "范例", "字典", "下拉"]

    /// The sheet that looks most like a roster: shown before hidden, more recognised before less, longer before shorter.
    var best: Candidate? {
        candidates.max { a, b in
            (a.sheet.hidden ? 0 : 1, a.table.score, a.sheet.rows) < (
                b.sheet.hidden ? 0 : 1, b.table.score, b.sheet.rows
            )
        }
    }

    /// The plan that needs no person: the best sheet, and with it those that are shown and have the same heads.
    func plan() -> RosterPlan? {
        guard let best else { return nil }
        let same = candidates.filter { !$0.sheet.hidden && $0.isLike(best) && $0.hasRows }
        return plan(of: same.contains { $0.sheet.index == best.sheet.index } ? same : [best], as: best)
    }

    /// What is shown of a file in which nothing was found: its first sheet, without heads. Nil for a file without sheets.
    var barePlan: RosterPlan? {
        guard let sheet = survey.sheets.first(where: { $0.rows > 0 && !$0.hidden }) ?? survey.sheets.first else {
            return nil
        }
        let bare = Candidate(sheet: sheet, table: finder.table(in: sheet, heads: nil))
        return plan(of: [bare], as: bare)
    }

    /// The sheets of some candidates, read with the columns of one of them.
    func plan(of candidates: [Candidate], as best: Candidate) -> RosterPlan {
        let parts = candidates.map { one in
            RosterPlan.Part(
                sheet: one.sheet.index, name: one.sheet.name, heads: one.table.heads, last: nil,
                mergesDown: one.sheet.mergesDown)
        }
        var plan = RosterPlan(
            parts: parts, titles: best.table.titles, groups: best.table.groups, columns: best.table.columns)
        plan.repeated = best.table.repeated
        plan.unitBySheet =
            !plan.columns.contains(.unit) && parts.count > 1 && parts.allSatisfy { finder.isUnit($0.name) }
        return plan
    }

    /// Whether nobody need be asked: one sheet, in which every column is known word for word, or is left out and says
    /// plainly why; or heads that somebody told before.
    func isCertain(_ plan: RosterPlan) -> Bool {
        guard let best, plan.columns.contains(.name) else { return false }
        let shown = candidates.filter { !$0.sheet.hidden && $0.table.hasName && $0.hasRows }
        guard best.sheet.hiddenRows == 0, !best.sheet.hidden else { return false }
        if best.table.isRemembered { return plan.parts.count == shown.count }
        return shown.count == 1 && best.table.heads != nil
            && best.table.guesses.allSatisfy { $0.column == nil || $0.confidence >= .certain }
    }
}

extension RosterFinder.Candidate {
    /// Whether two sheets may be read together.
    func isLike(_ other: RosterFinder.Candidate) -> Bool {
        table.columns == other.table.columns
            && RosterPlan.shape(table.groups, table.titles) == RosterPlan.shape(other.table.groups, other.table.titles)
    }

    /// Whether anything stands below the heads.
    var hasRows: Bool { sheet.last > (table.heads?.upperBound ?? 0) }
}

extension RosterFinder {
    /// The words of the first rows, for saying what was found where no roster was.
    var firstWords: [String] {
        let line = survey.sheets.first { $0.rows > 0 }?.top.first
        return (line?.cells ?? []).map(\.written.trimmingBlanks).filter { !$0.isEmpty }.prefix(20).map {
            String($0.prefix(20))
        }
    }
}
