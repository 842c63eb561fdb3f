import Web

/// The units an officer reaches, as far as a page opens them: two levels below each top, and the way down to one more unit.
struct UnitTree: Sendable {
    /// In the order of the tree.
    let lines: [UnitLine]
    /// Members of each unit shown, with all below it, by path.
    let members: [String: Int]
    /// The unit that was asked to be opened, if it is theirs.
    let opened: UnitLine?

    /// How many units a page shows at most.
    static let most = 1_500

    /// The tree below the tops, opened down to `open`.
    init(opening open: ID<Unit>?, as officer: Officer, in tx: Transaction) throws {
        let opened: UnitLine? = try open.flatMap { id in
            try tx.first("SELECT \(UnitLine.columns) FROM unit u WHERE u.id = \(id) AND \(officer.sees("u.path"))")
        }
        let ways = opened.map { UnitEntry.paths(above: $0.path) + [$0.path] } ?? []
        let shallow = officer.reaches.map { reach in
            "(\(reach.holds("u.path")) AND length(u.path) <= \(reach.unitPath.utf8.count + 10))" as SQL
        }
        lines = try tx.all(
            """
            SELECT \(UnitLine.columns) FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
             WHERE u.state <> 'dissolved' AND \(officer.sees("u.path"))
               AND (\(SQL.joined(shallow, by: " OR ")) OR p.path \(anyOf: ways))
             ORDER BY u.path LIMIT \(Self.most)
            """)
        members = try Self.members(of: lines, as: officer, in: tx)
        self.opened = opened
    }

    /// One sum for each path that is shown: grouped in the store at the longest, added up here.
    private static func members(
        of lines: [UnitLine], as officer: Officer, in tx: Transaction
    ) throws -> [String: Int] {
        let length = lines.map(\.path.utf8.count).max() ?? 0
        var sums: [String: Int] = [:]
        try tx.each(
            """
            SELECT substr(unit_path, 1, \(length)) AS branch, CAST(sum(members) AS bigint) AS members FROM member_count
             WHERE \(officer.sees("unit_path")) AND state IN ('active', 'retained')
             GROUP BY 1
            """
        ) { row in
            let branch: String = try row.read("branch"), count: Int = try row.read("members")
            for path in UnitEntry.paths(above: branch) + [branch] { sums[path, default: 0] += count }
        }
        return sums
    }

    /// The tops: lines that stand below no other line.
    var tops: [UnitLine] {
        let shown = Set(lines.map(\.id))
        return lines.filter { $0.parent.map { !shown.contains($0) } ?? true }
    }

    var isCut: Bool { lines.count == Self.most }

    /// The lines below each unit, by its number.
    private var below: [ID<Unit>: [UnitLine]] {
        Dictionary(grouping: lines.filter { $0.parent != nil }) { $0.parent ?? ID(0) }
    }

    func drawn() -> HTML {
        let below = below
        return "<ul class=\"tree\">\(each: tops, { branch($0, below) })</ul>"
    }

    private func branch(_ line: UnitLine, _ below: [ID<Unit>: [UnitLine]]) -> HTML {
        let inside = below[line.id] ?? []
        guard !inside.isEmpty else { return leaf(line) }
        return """
            <li>\(link(line))<details \(flag: "open", isOpen(line))><summary><span class="vh">\(line.shortName)的下级单位</span>\(count(line))</summary>
            <ul class="tree">\(each: inside, { branch($0, below) })</ul></details></li>
            """
    }

    /// A short tree lies open; of a long one only the tops and the way to the unit that was asked for.
    private func isOpen(_ line: UnitLine) -> Bool {
        if lines.count <= 60 || tops.contains(where: { $0.id == line.id }) { return true }
        return opened?.path.hasPrefix(line.path) ?? false
    }

    private func leaf(_ line: UnitLine) -> HTML {
        "<li id=\"unit-\(line.id)\"><span class=\"leaf\">\(link(line))\(if: line.hasBelow, onward(line))\(count(line))</span></li>"
    }

    private func onward(_ line: UnitLine) -> HTML {
        let path = Places.units().with("open", line.id.description).at("unit-\(line.id)")
        return "<a class=\"more no-print\" href=\"\(path)\">展开<span class=\"vh\">\(line.shortName)的下级单位</span></a>"
    }

    private func link(_ line: UnitLine) -> HTML {
        let isHere = line.id == opened?.id
        return """
            <a href="\(Places.unit(line.id))" \(attribute: "aria-current", isHere ? "true" : nil)>\(line.shortName)</a>
            """
    }

    private func count(_ line: UnitLine) -> HTML {
        "<span class=\"n\">\(grouped(members[line.path] ?? 0)) 人</span>"
    }
}

/// The units directly below one, each with its members: the tree beside an open unit.
func unitBranches(_ units: [UnitEntry], _ members: [String: Int]) -> HTML {
    "<ul class=\"tree\">\(each: units, { unitBranch($0, members[$0.path] ?? 0) })</ul>"
}

private func unitBranch(_ unit: UnitEntry, _ members: Int) -> HTML {
    """
    <li><span class="leaf"><a href="\(Places.unit(unit.id))">\(unit.shortName)</a>\
    <span class="n">\(unit.level.words) · \(grouped(members)) 人</span></span></li>
    """
}
