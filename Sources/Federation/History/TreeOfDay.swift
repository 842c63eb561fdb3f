public import Web

/// The part of the federation that an officer sees, as it was on a day: its units, where they stood, and their members of that
/// day. Three statements, however large the tree is.
///
/// The officer's reach is that of today. Each top of it is looked for where it stood on the day; for one that was not there
/// yet, the units that later merged or were split into it stand.
public struct TreeOfDay: Sendable {
    public let day: Day
    /// In the order of the tree.
    public let units: [UnitSpell]
    /// What each unit itself had, without those below it.
    public let counts: [CountOfDay]
    /// Members, in membership or retained, of each unit with all below it, by the path of that day.
    public let members: [String: Int]
    /// Members whose unit, by the books, was not there on that day: entered before its founding day. They are in no sum.
    public let strays: Int

    public init(on day: Day, as officer: Officer, in tx: Transaction) throws {
        self.day = day
        let isWhole = officer.reaches.contains { $0.hasDescent && $0.unitPath.utf8.count == 5 }
        let parts = isWhole ? [] : try Self.parts(of: officer, on: day, in: tx)
        if parts.isEmpty, !isWhole {
            units = []
            counts = []
        } else {
            units = try UnitSpell.all(on: day, within: parts, in: tx)
            counts = try CountOfDay.all(
                on: day, of: isWhole ? .nothing : CountOfDay.units(on: day, within: parts), in: tx)
        }
        (members, strays) = Self.sums(units, counts)
    }

    /// A part of the tree of a day, below a unit that the caller has found for its officer.
    public init(on day: Day, below path: String, in tx: Transaction) throws {
        self.day = day
        units = try UnitSpell.all(on: day, below: path, in: tx)
        counts = try CountOfDay.all(on: day, below: path, in: tx)
        (members, strays) = Self.sums(units, counts)
    }

    /// All members of the day that stand in the tree.
    public var total: Int {
        let paths = Set(units.map(\.path))
        return units.filter { unit in !UnitEntry.paths(above: unit.path).contains { paths.contains($0) } }
            .reduce(0) { $0 + (members[$1.path] ?? 0) }
    }

    private static func sums(_ units: [UnitSpell], _ counts: [CountOfDay]) -> ([String: Int], Int) {
        let paths = Dictionary(units.map { ($0.unit, $0.path) }) { first, _ in first }
        var sums: [String: Int] = [:], strays = 0
        for count in counts where count.state.isMember {
            guard let path = paths[count.unit] else {
                strays += count.members
                continue
            }
            for above in UnitEntry.paths(above: path) + [path] { sums[above, default: 0] += count.members }
        }
        return (sums, strays)
    }

    /// Where the officer's tops stood on the day.
    private static func parts(of officer: Officer, on day: Day, in tx: Transaction) throws -> [Reach] {
        var parts: [Reach] = []
        for hasDescent in [true, false] {
            let paths = officer.reaches.filter { $0.hasDescent == hasDescent }.map(\.unitPath)
            guard !paths.isEmpty else { continue }
            let tops: [ID<Unit>] = try tx.values("SELECT id FROM unit WHERE path \(anyOf: paths) ORDER BY path")
            parts += try places(of: tops, on: day, in: tx).map { Reach(unitPath: $0, hasDescent: hasDescent) }
        }
        return Reach.widest(parts)
    }

    /// The paths of units on a day; those of what they came from where they were not there yet.
    package static func places(of units: [ID<Unit>], on day: Day, in tx: Transaction) throws -> [String] {
        var wanted = units, seen = Set(units), places: [String] = []
        while !wanted.isEmpty {
            let found: [UnitSpell] = try tx.all(
                """
                SELECT \(UnitSpell.columns) FROM unit_spell s
                 WHERE s.unit_id \(anyOf: wanted) AND \(UnitSpell.holds(on: day)) ORDER BY s.path
                """)
            places += found.map(\.path)
            let there = Set(found.map(\.unit))
            let lacking = wanted.filter { !there.contains($0) }
            let before: [ID<Unit>] = lacking.isEmpty ? [] : try predecessors(of: lacking, after: day, in: tx)
            wanted = before.filter { seen.insert($0).inserted }
        }
        return places
    }

    /// What merged or was split into units after a day.
    private static func predecessors(
        of units: [ID<Unit>], after day: Day, in tx: Transaction
    ) throws -> [ID<Unit>] {
        try tx.values(
            """
            SELECT DISTINCT f.unit_id FROM unit_change_part i
              JOIN unit_change c ON c.id = i.change_id
              JOIN unit_change_part f ON f.change_id = i.change_id AND f.role = 'from'
             WHERE i.unit_id \(anyOf: units) AND i.role = 'into' AND c.state = 'done' AND c.on_day > \(day)
             ORDER BY f.unit_id
            """)
    }
}
