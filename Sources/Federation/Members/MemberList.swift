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
    /// How many the filter finds in all; nil when counting would take long and nobody has asked for it.
    let total: Int?
    let totals: MemberTotals
    /// The order it stands in, which may not be the one asked for.
    let order: ListOrder
    /// Why the search was not made.
    let problem: String?
    let today: Day

    static let pageSize = 50

    /// Reads a page. `isCounting` asks for the exact total even where it takes long.
    init(
        of unit: UnitEntry, _ filter: MemberFilter, after typed: MemberKey?, isCounting: Bool = false,
        as officer: Officer, in tx: Transaction
    ) throws {
        let scope = MemberScope(unit, as: officer)
        let key = typed.flatMap { scope.contains($0, in: filter.order) ? $0 : nil }
        self.unit = unit
        self.filter = filter
        isFirst = key == nil
        problem = filter.searchProblem
        today = tx.today
        totals = try MemberTotals(scope, in: tx)
        guard problem == nil else {
            (lines, next, total, order) = ([], nil, 0, filter.order)
            return
        }
        let found = try MemberRows(scope, filter, totals, after: key, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.lines.prefix(Self.pageSize))
        next = found.lines.count > Self.pageSize ? lines.last.map(found.order.key) : nil
        order = found.order
        if found.total == nil, key == nil, next == nil {
            total = lines.count
        } else {
            total = try found.total ?? (isCounting ? MemberLine.count(scope, filter, in: tx) : nil)
        }
    }

    /// The address of this list with another filter, from its first page.
    func path(_ filter: MemberFilter) -> Path { Places.members(unit.id).with(filter.pairs) }

    var nextPath: Path? { next.map { path(filter).with("after", $0.text) } }

    var json: JSON {
        [
            "unit": JSON(unit.id), "total": total.map { JSON($0) } ?? .null, "next": JSON(nextPath?.text),
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
