import Web

/// The register of a unit as it was on a past day: who was a member there, in the unit and all that stood below it on that day.
///
/// How many there are comes from the counts of the day, unit by unit, so every page knows which units it shows and the total is
/// that of the tree and of the figures of that day. It is read by whoever may open the register today.
struct MembersOfDay: Sendable {
    let unit: UnitEntry
    let day: Day
    let today: Day
    let filter: MemberFilter
    let lines: [DayMember]
    /// How many lines lie before the page's first.
    let skipped: Int
    private let totals: [CountOfDay]
    private let tops: Set<ID<Unit>>

    static let pageSize = 50

    init(
        of unit: UnitEntry, on day: Day, _ filter: MemberFilter, from skipped: Int, as officer: Officer,
        in tx: Transaction
    ) throws {
        self.unit = unit
        self.day = day
        self.filter = filter
        self.skipped = skipped
        today = tx.today
        let isWhole = officer.reaches.contains { $0.hasDescent && $0.contains(unit.path) }
        let paths = try TreeOfDay.places(of: [unit.id], on: day, in: tx)
        let parts = paths.map { Reach(unitPath: $0, hasDescent: isWhole) }
        guard !parts.isEmpty else {
            (lines, totals, tops) = ([], [], [])
            return
        }
        let units = try UnitSpell.all(on: day, within: parts, in: tx)
        let counts = try CountOfDay.all(on: day, of: CountOfDay.units(on: day, within: parts), in: tx)
        let tops = Set(units.filter { paths.contains($0.path) }.map(\.unit))
        let pieces = Self.pieces(units, counts.filter { filter.takes($0, tops) }, from: skipped)
        lines = try DayMember.all(pieces, on: day, filter, as: officer, in: tx)
        (totals, self.tops) = (counts, tops)
    }

    /// Part of a unit's members that a page shows, in the order of names.
    struct Piece {
        let unit: UnitSpell
        let skipped: Int
        let count: Int
        /// Whether it is all of them.
        let isWhole: Bool
    }

    private static func pieces(_ units: [UnitSpell], _ counts: [CountOfDay], from skipped: Int) -> [Piece] {
        var sums: [ID<Unit>: Int] = [:]
        for count in counts { sums[count.unit, default: 0] += count.members }
        var pieces: [Piece] = [], before = skipped, left = pageSize
        for unit in units {
            guard left > 0 else { break }
            let all = sums[unit.unit] ?? 0
            let count = min(left, max(0, all - before))
            if count > 0 { pieces.append(Piece(unit: unit, skipped: before, count: count, isWhole: count == all)) }
            before = max(0, before - all)
            left -= count
        }
        return pieces
    }

    /// How many a filter finds.
    func count(_ filter: MemberFilter) -> Int {
        totals.filter { filter.takes($0, tops) }.reduce(0) { $0 + $1.members }
    }

    var total: Int { count(filter) }
    var next: Int? { skipped + lines.count < total ? skipped + lines.count : nil }

    /// This register with another filter, or from another line.
    func path(_ filter: MemberFilter, from line: Int = 0) -> Path {
        Places.members(unit.id).with(
            [("on", day.description)] + filter.pairs + [("from", line > 0 ? String(line) : "")])
    }

    var json: JSON {
        [
            "unit": JSON(unit.id), "on": JSON(day), "total": JSON(total),
            "next": JSON(next.map { path(filter, from: $0).text }),
            "items": .array(lines.map(\.json)),
        ]
    }
}

extension MemberFilter {
    /// Whether the members of a count are listed; `tops` are the units whose register it is.
    fileprivate func takes(_ count: CountOfDay, _ tops: Set<ID<Unit>>) -> Bool {
        states.contains(count.state) && (employment.map { $0 == count.employment } ?? true)
            && (hasBelow || tops.contains(count.unit))
    }
}

/// A member of a past day, with where they are today.
struct DayMember: Record, Sendable {
    let person: ID<Person>
    let name: String
    let number: String?
    let unit: ID<Unit>
    let employment: Employment
    let state: MembershipState
    let from: Day
    let until: Day?
    /// Their unit of today; nil where nothing is current.
    private let pathNow: String?
    private let unitNow: ID<Unit>?
    private let unitNameNow: String?
    private let stateNow: MembershipState?
    /// The unit's name on that day.
    private(set) var unitName = ""
    /// Whether the officer may open the person today.
    private(set) var isReached = false

    static let columns: SQL = """
        m.id, m.person_id, n.name, m.number, m.unit_id, m.employment, m.state, m.from_day, m.until_day,
        c.unit_path AS path_now, c.unit_id AS now_id, c.state AS state_now, w.short_name AS name_now
        """

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        name = try row.read("name")
        number = try row.read("number")
        unit = try row.read("unit_id")
        employment = try row.read("employment")
        state = try row.read("state")
        from = try row.read("from_day")
        until = try row.read("until_day")
        pathNow = try row.read("path_now")
        unitNow = try row.read("now_id")
        unitNameNow = try row.read("name_now")
        stateNow = try row.read("state_now")
    }

    /// Where they are today; those out of reach are not told of.
    var now: String {
        guard isReached, let stateNow else { return "不在您的范围内" }
        guard stateNow.isMember, unitNow == unit else {
            return stateNow.isMember ? "在\(unitNameNow ?? "别的单位")" : stateNow.words
        }
        return stateNow == state ? "仍在这里" : stateNow.words
    }

    /// The members of the pieces of a page, in its order: the units shown whole in one statement, the first and last by themselves.
    static func all(
        _ pieces: [MembersOfDay.Piece], on day: Day, _ filter: MemberFilter, as officer: Officer, in tx: Transaction
    ) throws -> [DayMember] {
        var found: [ID<Unit>: [DayMember]] = [:]
        let whole = pieces.filter(\.isWhole).map(\.unit.unit)
        if !whole.isEmpty {
            let all: [DayMember] = try tx.all(statement("m.unit_id \(anyOf: whole)", on: day, filter))
            found = Dictionary(grouping: all, by: \.unit)
        }
        for piece in pieces where !piece.isWhole {
            let one: SQL = statement("m.unit_id = \(piece.unit.unit)", on: day, filter)
            found[piece.unit.unit] = try tx.all("\(one) LIMIT \(piece.count) OFFSET \(piece.skipped)")
        }
        return pieces.flatMap { piece in
            (found[piece.unit.unit] ?? []).map { member in
                var member = member
                member.unitName = piece.unit.shortName
                member.isReached = member.pathNow.map { officer.reaches($0) } ?? false
                return member
            }
        }
    }

    private static func statement(_ which: SQL, on day: Day, _ filter: MemberFilter) -> SQL {
        """
        SELECT \(columns) FROM membership m JOIN person n ON n.id = m.person_id
          LEFT JOIN membership c ON c.person_id = m.person_id AND c.until_day IS NULL LEFT JOIN unit w ON w.id = c.unit_id
         WHERE \(which) AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day >= \(day))\(filter.kinds(of: "m."))
         ORDER BY m.name_key, m.id
        """
    }

    var json: JSON {
        [
            "id": JSON(person), "name": JSON(name), "number": JSON(number), "unit": JSON(unit),
            "unit_name": JSON(unitName), "employment": JSON(employment.rawValue), "state": JSON(state.rawValue),
            "from": JSON(from), "until": JSON(until),
        ]
    }
}
