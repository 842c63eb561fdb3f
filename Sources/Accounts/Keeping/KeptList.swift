import Base
import Federation
import Web

/// What the address of a list of accounts asks for.
struct KeptFilter: Equatable, Sendable {
    /// Part of a name, its pinyin or initials, or the beginning of a number.
    var text = ""
    var standing: KeptAccount.Standing?

    init(_ call: Call) {
        text = String(call.query("q").prefix(60))
        standing = KeptAccount.Standing(rawValue: call.query("state"))
    }

    /// The same search in the register, of those who are members today.
    var members: MemberFilter { MemberFilter(text: text) }

    var pairs: [(name: String, value: String)] { [("q", text), ("state", standing?.rawValue ?? "")] }
}

/// One page of the accounts of a unit with all below it.
struct KeptList: Sendable {
    let unit: UnitEntry
    let above: [UnitEntry]
    let filter: KeptFilter
    let lines: [KeptAccount]
    let next: MemberKey?
    let isFirst: Bool
    let counts: [KeptAccount.Standing: Int]
    /// How many have neither a password nor a slip that is good.
    let wanting: Int
    /// Why the search was not made.
    let problem: String?

    static let pageSize = 50

    init(of id: ID<Unit>, _ call: Call, as officer: Officer, in tx: Transaction) throws {
        unit = try UnitEntry.find(id, as: officer, in: tx)
        above = try UnitEntry.above(unit, as: officer, in: tx)
        let scope = MemberScope(unit, as: officer)
        let key = MemberKey(call.query("after")).flatMap { scope.contains($0) ? $0 : nil }
        filter = KeptFilter(call)
        isFirst = key == nil
        problem = filter.members.searchProblem
        wanting = try KeptAccount.wantingCount(scope, in: tx)
        guard problem == nil else {
            (lines, next, counts) = ([], nil, [:])
            return
        }
        counts = try KeptAccount.counts(scope, filter, in: tx)
        let found = try KeptAccount.page(scope, filter, after: key, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        next = found.count > Self.pageSize ? lines.last?.key : nil
    }

    /// How many the filter finds in all.
    var total: Int { filter.standing.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +) }

    /// The address of this list with another filter, from its first page.
    func path(_ filter: KeptFilter) -> Path { Places.unitAccounts(unit.id).with(filter.pairs) }

    var nextPath: Path? { next.map { path(filter).with("after", $0.text) } }

    var json: JSON {
        let counts = KeptAccount.Standing.allCases.map { ($0.rawValue, JSON(self.counts[$0] ?? 0)) }
        return [
            "unit": JSON(unit.id), "total": JSON(total), "counts": .object(counts), "next": JSON(nextPath?.text),
            "items": .array(lines.map(\.json)), "problem": JSON(problem),
        ]
    }
}
