import Web

/// One page of the register with its totals, as an officer sees it.
struct MemberList: Sendable {
    let unit: UnitEntry
    let filter: MemberFilter
    let lines: [MemberLine]
    /// Where the next page begins; nil on the last.
    let next: MemberKey?
    /// Whether this is the first page.
    let isFirst: Bool
    /// How many the filter finds in all.
    let total: Int
    let totals: MemberTotals
    /// Why the search was not made.
    let problem: String?

    static let pageSize = 50

    /// Reads a page. The exact total of a filter that no counter knows is counted after it.
    init(of unit: UnitEntry, _ filter: MemberFilter, after typed: MemberKey?, as officer: Officer, in tx: Transaction)
        throws
    {
        let scope = MemberScope(unit, as: officer)
        let key = typed.flatMap { scope.contains($0) ? $0 : nil }
        self.unit = unit
        self.filter = filter
        isFirst = key == nil
        problem = filter.searchProblem
        totals = try MemberTotals(scope, in: tx)
        guard problem == nil else {
            (lines, next, total) = ([], nil, 0)
            return
        }
        let found = try MemberLine.page(scope, filter, after: key, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        next = found.count > Self.pageSize ? lines.last?.key : nil
        if filter.isCounted {
            total = totals.members(filter)
        } else if key == nil, next == nil {
            total = lines.count
        } else {
            total = try MemberLine.count(scope, filter, in: tx)
        }
    }

    /// The address of this list with another filter, from its first page.
    func path(_ filter: MemberFilter) -> Path { Places.members(unit.id).with(filter.pairs) }

    var nextPath: Path? { next.map { path(filter).with("after", $0.text) } }

    var json: JSON {
        [
            "unit": JSON(unit.id), "total": JSON(total), "next": JSON(nextPath?.text),
            "items": .array(lines.map(\.json)), "problem": JSON(problem),
        ]
    }
}

extension MemberLine {
    var json: JSON {
        [
            "id": JSON(person), "membership": JSON(id), "name": JSON(name), "number": JSON(number),
            "unit": JSON(unit), "unit_name": JSON(unitName), "employment": JSON(employment.rawValue),
            "state": JSON(state.rawValue), "joined_on": JSON(joinedOn),
        ]
    }
}
