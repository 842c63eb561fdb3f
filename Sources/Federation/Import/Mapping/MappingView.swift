import Sheets
import Vault
import Web

/// What the screen of columns shows of one file.
struct MappingView {
    let reading: WaitingRoster
    let survey: RosterSurvey
    /// As found or as told last; of a file in which nothing was found, the first sheet without heads.
    let plan: RosterPlan
    /// Why each column is taken for what it is.
    let guesses: [ColumnGuess]
    /// The sheet that is shown.
    let sheet: RosterSurvey.Sheet
    /// What stands in the form.
    let filled: Filled

    init(_ reading: WaitingRoster, _ visit: Visit<Officer>) throws {
        let finder = try reading.finder(visit.site.ring, in: visit.tx)
        try self.init(reading, finder, visit.call.isSent ? visit.filled : nil)
    }

    init(_ reading: WaitingRoster, _ finder: RosterFinder, _ sent: Filled?) throws {
        survey = finder.survey
        self.reading = reading
        guard let plan = reading.plan ?? finder.barePlan, let some = survey.sheets.first else { throw Refusal.missing }
        let place = plan.parts.first?.sheet
        sheet = survey.sheets.first { $0.index == place } ?? some
        var guesses = finder.finder.table(in: sheet, heads: plan.parts.first?.heads).guesses
        for index in guesses.indices where plan.columns.indices.contains(index) {
            if guesses[index].column != plan.columns[index] {
                guesses[index] = ColumnGuess(column: plan.columns[index], confidence: .told, reason: "您这样选的。")
            }
        }
        self.guesses = guesses
        self.plan = plan
        filled = sent ?? Self.onFile(plan)
    }

    private static func onFile(_ plan: RosterPlan) -> Filled {
        var pairs: [(name: String, value: String)] = plan.parts.map { ("sheet", String($0.sheet)) }
        let heads = plan.parts.first?.heads
        pairs.append(("heads", heads.map { $0.count > 1 ? "2" : "1" } ?? "0"))
        pairs.append(("head-row", heads.map { String($0.upperBound) } ?? ""))
        pairs.append(("last-row", plan.parts.first?.last.map(String.init) ?? ""))
        pairs.append(("skips-hidden", plan.skipsHidden ? "yes" : ""))
        pairs.append(("unit-by-sheet", plan.unitBySheet ? "yes" : ""))
        pairs.append(("remember", "yes"))
        pairs += plan.columns.enumerated().map { ("column-\($0)", $1?.rawValue ?? "") }
        return Filled(pairs: pairs)
    }

    /// The first rows below the heads.
    var data: [RosterSurvey.Line] {
        let below = plan.parts.first?.heads?.upperBound ?? 0
        return sheet.samples.filter { $0.number > below }
    }

    /// What a row of the preview is.
    func role(of line: RosterSurvey.Line) -> Role {
        let part = plan.parts.first
        if let heads = part?.heads {
            if heads.contains(line.number) { return .head }
            if line.number < heads.lowerBound { return .above }
        }
        if let last = part?.last, line.number > last { return .below }
        if line.hidden, plan.skipsHidden { return .hidden }
        return PassedRow(line.cells, plan).map(Role.passed) ?? .data
    }

    /// What a row of the preview is.
    enum Role: Equatable {
        case above, head, data, below, hidden
        case passed(PassedRow)

        var words: String? {
            switch self {
            case .above: "标题"
            case .head: "列名"
            case .data: nil
            case .below: "不读"
            case .hidden: "隐藏"
            case .passed(let reason): reason.words
            }
        }
    }

    /// The columns that hold anything, from 0.
    var shownColumns: [Int] {
        let lines = sheet.top + sheet.tail
        return (0..<max(sheet.width, plan.titles.count)).filter { column in
            plan.columns.indices.contains(column) && plan.columns[column] != nil
                || plan.titles.indices.contains(column) && !plan.titles[column].isEmpty
                || lines.contains { !$0[column].isBlank }
        }
    }

    /// A cell as the preview shows it: numbers of people behind stars.
    static func shown(_ cell: Cell) -> String {
        if case .error(let words) = cell { return words }
        let text = Finding.hidingDigits(cell.written.trimmingBlanks)
        return text.count > 24 ? "\(text.prefix(24))…" : text
    }

    var json: JSON {
        [
            "id": JSON(reading.id), "file": JSON(reading.fileName), "plan": plan.json,
            "columns": .array(
                guesses.enumerated().map { index, guess in
                    [
                        "place": JSON(columnName(index)),
                        "head": JSON(plan.titles.indices.contains(index) ? plan.titles[index] : ""),
                        "column": JSON(guess.column?.rawValue), "confidence": JSON(guess.confidence.rawValue),
                        "reason": JSON(guess.reason),
                    ]
                }),
        ]
    }
}
