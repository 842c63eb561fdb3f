import Sheets
import Web

/// What the screen of columns sends: sheets, rows of heads, the last row, and what each column is.
struct MappingForm: Sendable {
    /// The plan that the form describes. Fails with all flaws at once.
    ///
    /// `finder` knows the file. When the heads or the sheet were changed, the columns are found anew, and the choices that
    /// were made for other heads are let go.
    static func plan(_ form: Form, _ finder: RosterFinder, before: RosterPlan?) throws(Flaws) -> RosterPlan {
        var check = Check(form)
        let chosen = form.all("sheet").compactMap { Int($0) }
        // A file of one sheet has nothing to choose, and its form asks nothing.
        let isOnly = finder.survey.sheets.count == 1
        let sheets = finder.survey.sheets.filter { (isOnly || chosen.contains($0.index)) && $0.rows > 0 }
        guard let first = sheets.first else { throw Flaws("sheet", "请至少选一张工作表。") }
        let heads = heads(&check, first)
        try check.done()
        let table = finder.finder.table(in: first, heads: heads)
        let isNew = before?.parts.first?.sheet != first.index || before?.parts.first?.heads != heads
        let best = RosterFinder.Candidate(sheet: first, table: table)
        let others = sheets.dropFirst().map { sheet in
            RosterFinder.Candidate(sheet: sheet, table: finder.finder.table(in: sheet) ?? table)
        }
        for other in others where !other.hasSameTitles(as: best) {
            check.add("sheet", "“\(other.sheet.name)”的列名和“\(first.name)”不一样，不能一起读。请分两次导入。")
        }
        var plan = finder.plan(of: [best] + others, as: best)
        plan.isTold = true
        plan.skipsHidden = form["skips-hidden"] == "yes"
        plan.parts[0].last = last(&check, first, heads)
        plan.unitBySheet = form["unit-by-sheet"] == "yes"
        if !isNew {
            plan.columns = columns(&check, plan)
            plan.repeated = []
        }
        try check.done()
        return plan
    }

    private static func heads(_ check: inout Check, _ sheet: RosterSurvey.Sheet) -> ClosedRange<Int>? {
        guard check.typed("heads") != "0" else { return nil }
        let count = check.typed("heads") == "2" ? 2 : 1
        guard let last = Int(check.typed("head-row")), (count...1_048_576).contains(last) else {
            check.add("head-row", "请写列名所在的行号，如 1。")
            return nil
        }
        guard sheet.top.contains(where: { $0.number == last }) else {
            check.add("head-row", "第 \(last) 行是空的，或不在前 \(RosterSurvey.topRows) 行内，不能作列名。")
            return nil
        }
        return (last - count + 1)...last
    }

    private static func last(_ check: inout Check, _ sheet: RosterSurvey.Sheet, _ heads: ClosedRange<Int>?) -> Int? {
        let typed = check.typed("last-row")
        guard !typed.isEmpty else { return nil }
        guard let last = Int(typed), last > heads?.upperBound ?? 0 else {
            check.add("last-row", "请写行号，要在列名下面；不写就读到最后。")
            return nil
        }
        return last >= sheet.last ? nil : last
    }

    private static func columns(_ check: inout Check, _ plan: RosterPlan) -> [RosterColumn?] {
        var columns: [RosterColumn?] = []
        for index in plan.columns.indices {
            let column = RosterColumn(rawValue: check.typed("column-\(index)"))
            if let column, let first = columns.firstIndex(of: column) {
                check.add("column-\(index)", "\(columnName(index)) 列和 \(columnName(first)) 列都选了“\(column.words)”，请改一个。")
            }
            columns.append(column)
        }
        return columns
    }
}

extension RosterFinder.Candidate {
    /// Whether two sheets have the same heads, whatever their columns are taken for.
    func hasSameTitles(as other: RosterFinder.Candidate) -> Bool {
        RosterPlan.shape(table.groups, table.titles) == RosterPlan.shape(other.table.groups, other.table.titles)
    }
}
