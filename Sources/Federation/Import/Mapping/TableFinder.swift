import Sheets
import Web
import Words

/// Finds the table in a sheet: titles above it, one or two rows of heads, what its columns are.
struct TableFinder: Sendable {
    /// Whether a text is the name of a unit that may be imported into.
    let isUnit: @Sendable (String) -> Bool
    /// What officers of this unit said of files with the same heads.
    var remembered: [String: RosterMemory] = [:]

    /// A table in one sheet.
    struct Table: Equatable, Sendable {
        let heads: ClosedRange<Int>?
        let titles: [String]
        let groups: [String]
        let guesses: [ColumnGuess]
        /// How much of it was recognised.
        let score: Int
        /// Whether its heads were met before.
        let isRemembered: Bool
        /// Columns whose head is that of another one, which counts instead; from 0.
        var repeated: [Int] = []

        var columns: [RosterColumn?] { guesses.map(\.column) }
        var hasName: Bool { columns.contains(.name) }
    }

    /// By what files that go into a unit are read: the names below it, and what its officers said before.
    static func of(_ unit: UnitEntry, in tx: Transaction) throws -> TableFinder {
        let names = try UnitNames.load(at: unit, in: tx)
        return TableFinder(isUnit: { names.isKnown($0) }, remembered: try RosterMemory.byShape(of: unit.id, in: tx))
    }

    /// The best table of a sheet; nil when nothing in it looks like heads or like people.
    func table(in sheet: RosterSurvey.Sheet) -> Table? {
        let numbers = sheet.top.prefix(30).map(\.number)
        var best: Table?
        for (index, number) in numbers.enumerated() {
            var choices = [number...number]
            if index > 0, numbers[index - 1] == number - 1, isGroupRow(sheet, number - 1) {
                let both = (number - 1)...number
                let belong = hasGroups(sheet, number - 1) || completes(sheet, number)
                choices = belong ? [both] : choices + [both]
            }
            for heads in choices where isHeadRow(sheet, number) {
                let table = table(in: sheet, heads: heads)
                let isMore = table.heads?.count == 2 && table.heads?.lowerBound == best?.heads?.upperBound
                if table.score > (best?.score ?? 0) || isMore && table.score == best?.score { best = table }
            }
        }
        if let best, best.score >= 20 || best.isRemembered { return best }
        let headless = table(in: sheet, heads: nil)
        return headless.hasName || headless.score > (best?.score ?? 0) ? headless : best
    }

    /// The table with its heads in these rows, as found or as a person said.
    func table(in sheet: RosterSurvey.Sheet, heads: ClosedRange<Int>?) -> Table {
        let (groups, titles) = heads.map { self.titles(sheet, $0) } ?? ([], [])
        let width = max(sheet.width, titles.count)
        let allTitles = titles + Array(repeating: "", count: width - titles.count)
        let allGroups = groups + Array(repeating: "", count: width - groups.count)
        if heads != nil, let memory = remembered[RosterPlan.shape(allGroups, allTitles)] {
            let guesses = memory.guesses(width: width)
            return Table(
                heads: heads, titles: allTitles, groups: allGroups, guesses: guesses,
                score: 1000 + Self.score(guesses), isRemembered: true)
        }
        let below = heads?.upperBound ?? 0
        let rows = sheet.samples.filter { $0.number > below }
        let samples = (0..<width).map { column in
            ColumnSamples(rows.map { $0[column] }, isUnit: isUnit)
        }
        var guesses = (0..<width).map { ColumnGuess(title: allTitles[$0], group: allGroups[$0], samples[$0]) }
        let repeated = Self.settle(&guesses)
        return Table(
            heads: heads, titles: allTitles, groups: allGroups, guesses: guesses, score: Self.score(guesses),
            isRemembered: false, repeated: repeated)
    }

    /// Of several columns that would be the same, the surest counts, of equally sure ones the first. Gives those that
    /// are left out although their head is known.
    private static func settle(_ guesses: inout [ColumnGuess]) -> [Int] {
        var repeated: [Int] = []
        for column in RosterColumn.allCases {
            let places = guesses.indices.filter { guesses[$0].column == column }
            guard places.count > 1, let best = places.map({ guesses[$0].confidence }).max(),
                let first = places.first(where: { guesses[$0].confidence == best })
            else { continue }
            for place in places where place != first {
                if guesses[place].confidence == .certain { repeated.append(place) }
                guesses[place] = .none("也像\(column.words)，已取 \(columnName(first)) 列。")
            }
        }
        return repeated
    }

    private static func score(_ guesses: [ColumnGuess]) -> Int {
        guesses.reduce(0) { sum, guess in
            let weight =
                switch guess.confidence {
                case .none: 0
                case .guessed: 2
                case .likely: 6
                case .certain, .told: 10
                }
            return sum + (guess.column == .name ? weight * 2 : weight)
        }
    }
}

extension TableFinder {
    /// The groups and the heads in some rows. A group reaches to the right over the heads that stand under no other.
    private func titles(_ sheet: RosterSurvey.Sheet, _ heads: ClosedRange<Int>) -> (groups: [String], titles: [String])
    {
        let lines = sheet.filledTop.filter { heads.contains($0.number) }
        let width = lines.map(\.cells.count).max() ?? 0
        let rows = lines.map { line in (0..<width).map { line[$0].isBlank ? "" : line[$0].written.trimmingBlanks } }
        guard let under = rows.last else { return ([], []) }
        guard rows.count > 1, var over = rows.first else { return (under.map { _ in "" }, under) }
        for column in over.indices.dropFirst() where over[column].isEmpty && !under[column].isEmpty {
            over[column] = over[column - 1] == under[column - 1] ? "" : over[column - 1]
        }
        let titles = zip(over, under).map { $1.isEmpty ? $0 : $1 }
        return (zip(over, titles).map { $0 == $1 ? "" : $0 }, titles)
    }

    /// Whether a row may hold heads: short words, not values.
    private func isHeadRow(_ sheet: RosterSurvey.Sheet, _ number: Int) -> Bool {
        guard let line = sheet.filledTop.first(where: { $0.number == number }) else { return false }
        let held = line.cells.filter { !$0.isBlank }
        return !held.isEmpty && held.allSatisfy(isHead)
    }

    /// Whether a row may hold the groups above the heads: heads too, at least two different ones.
    private func isGroupRow(_ sheet: RosterSurvey.Sheet, _ number: Int) -> Bool {
        guard isHeadRow(sheet, number), let line = sheet.filledTop.first(where: { $0.number == number }) else {
            return false
        }
        return Set(line.cells.filter { !$0.isBlank }.map(\.written)).count > 1
    }

    /// Whether heads below stand together under one that was merged over them.
    private func hasGroups(_ sheet: RosterSurvey.Sheet, _ number: Int) -> Bool {
        sheet.merged.contains { $0.rows == number...number && $0.columns.count > 1 }
    }

    /// Whether a row goes on with the heads of the row above where no cells are merged: it stands below a head that says
    /// 姓名 with nothing, and says something where the row above says nothing.
    private func completes(_ sheet: RosterSurvey.Sheet, _ number: Int) -> Bool {
        guard let over = sheet.top.first(where: { $0.number == number - 1 }),
            let under = sheet.top.first(where: { $0.number == number })
        else { return false }
        let names = over.cells.indices.filter { RosterColumn(head: over[$0].written) == .name }
        return names.contains { under[$0].isBlank }
            && under.cells.indices.contains { !under[$0].isBlank && over[$0].isBlank }
    }

    private func isHead(_ cell: Cell) -> Bool {
        guard case .text(let text) = cell else { return false }
        let plain = RosterColumn.plain(text)
        // 填表单位：文学院 is a remark; 姓名： is a head.
        let words = normalized(text).split(separator: ":", omittingEmptySubsequences: true)
        return plain.count <= 40 && words.count <= 1 && !plain.allSatisfy(\.isNumber)
            && plain.filter(\.isNumber).count < 5
    }
}
