import Web

/// A branch on paper: one line a unit, numbered as a table of contents is, for the file and for the wall.
struct TreePaper: Sendable {
    let unit: UnitEntry
    let lines: [TreeLine]
    let counts: TreeCounts
    let levels: Int
    let today: Day

    /// How many lines a paper has at most; about a hundred sheets.
    static let most = 5_000

    /// `/units/:id/tree/paper`
    static func show(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
        let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
        let levels = min(max(Int(visit.call.query("levels")) ?? 2, 1), 6)
        let lines = try TreeLine.all(from: unit, levels: levels, most: most, as: visit.who, in: visit.tx)
        let paper = TreePaper(
            unit: unit, lines: lines,
            counts: try TreeCounts(of: lines, below: unit.path, as: visit.who, in: visit.tx), levels: levels,
            today: visit.tx.today)
        return .page(title: "\(unit.shortName)组织名单", shell: .paper, paper.drawn)
    }

    var drawn: HTML {
        """
        <div class="no-print row mb4">\(button("回到单位树", to: Places.unitTree(unit.id), icon("arrow-left")))\
        <button class="btn primary js-only" type="button" data-print>\(icon("printer"))打印</button>\
        \(chips("层级", (1...4).map(depth)))</div>
        <h1 class="paper-title">\(unit.name)组织名单</h1>
        <p class="paper-sub">\(today.plain)，共 \(grouped(lines.count)) 个单位\(if: lines.count == Self.most, "（只印前 \(grouped(Self.most)) 个）")</p>
        <table class="tbl paper-tree"><thead><tr><th scope="col">序号</th><th scope="col">单位</th><th scope="col">级别</th>\
        <th scope="col">负责人</th><th scope="col">空缺职务</th><th scope="col" class="r">会员</th><th scope="col" class="r">下级</th></tr></thead>
        <tbody>\(each: numbered, row)</tbody></table>
        """
    }

    private func depth(_ number: Int) -> Chip {
        Chip(
            "下 \(number) 级", to: Places.unitTreePaper(unit.id).with("levels", String(number)),
            isChosen: number == levels)
    }

    /// Each line with its number: empty for the unit itself, then 1, 1.1, 1.1.1.
    private var numbered: [(number: String, line: TreeLine)] {
        var last: [Int] = []
        return lines.map { line in
            let depth = (line.path.utf8.count - unit.path.utf8.count) / 5
            guard depth > 0 else { return ("", line) }
            last = Array(last.prefix(depth))
            while last.count < depth { last.append(0) }
            last[depth - 1] += 1
            return (last.map(String.init).joined(separator: "."), line)
        }
    }

    private func row(_ item: (number: String, line: TreeLine)) -> HTML {
        let line = item.line, depth = (line.path.utf8.count - unit.path.utf8.count) / 5
        let leader = counts.leader(line).map { "\($0.kind.spoken) \($0.name)" } ?? ""
        return """
            <tr><td class="num">\(item.number)</td><th scope="row" class="d\(min(depth, 6))">\(line.shortName)</th><td>\(line.level.words)</td>\
            <td>\(leader)</td><td>\(counts.wanting(line).map(\.spoken).joined(separator: "、"))</td>\
            <td class="r num">\(grouped(counts.members(line)))</td><td class="r num">\(line.below == 0 ? "" : String(line.below))</td></tr>
            """
    }
}
