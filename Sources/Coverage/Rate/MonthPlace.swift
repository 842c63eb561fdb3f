import Federation
import Web

/// Where the figures of a unit are looked for at the end of a month: at and below the place it had on that day, so that last
/// year's rates still add up after this year's merger. For a unit that was not there yet it is the places of those that merged
/// or were split into it.
///
/// The officer has found the unit today; what stood below it on the day is theirs to see in figures, as it is in the tree of a day.
struct MonthPlace: Sendable {
    let day: Day
    /// Paths of the tree of that day.
    let paths: [String]
    /// The unit alone, for an officer whose permission does not reach below it.
    private let only: ID<Unit>?
    /// What the unit ever was.
    private let spells: [UnitSpell]

    init(_ unit: UnitEntry, _ month: Month, as officer: Officer, in tx: Transaction) throws {
        try self.init(unit, month, UnitSpell.all(of: unit.id, in: tx), as: officer, in: tx)
    }

    private init(
        _ unit: UnitEntry, _ month: Month, _ spells: [UnitSpell], as officer: Officer, in tx: Transaction
    ) throws {
        day = month.last
        self.spells = spells
        only = officer.reaches.contains { $0.hasDescent && $0.contains(unit.path) } ? nil : unit.id
        if let spell = spells.first(where: { $0.from <= month.last && $0.until.map { $0 >= month.last } ?? true }) {
            paths = [spell.path]
        } else if let first = spells.first, first.from > month.last {
            paths = try TreeOfDay.places(of: [unit.id], on: month.last, in: tx)
        } else {
            paths = []
        }
    }

    /// The places of the same unit in other months, one after another.
    func all(
        _ unit: UnitEntry, _ months: [Month], as officer: Officer, in tx: Transaction
    ) throws -> [MonthPlace] {
        try months.map { try MonthPlace(unit, $0, spells, as: officer, in: tx) }
    }

    /// True of the spells of units, written `s`, at and below the place, whatever their days.
    var inside: SQL {
        guard !paths.isEmpty else { return "1 = 0" }
        if let only { return "s.unit_id = \(only)" }
        let parts: [SQL] = paths.map { "(s.path >= \($0) AND s.path < \(Reach.end(of: $0)))" }
        return "(\(SQL.joined(parts, by: " OR ")))"
    }

    /// True of those that hold on the day.
    var holds: SQL { "\(inside) AND \(UnitSpell.holds(on: day))" }

    /// True of the units directly below: of several places, of those that stand there.
    var parts: SQL {
        let lengths = paths.map { $0.utf8.count + (paths.count > 1 ? 0 : 5) }
        return "length(s.path) \(anyOf: lengths)"
    }

    /// The path of the unit directly below, on that day, in which another stood; of several places, the place itself.
    func part(of path: String) -> String? {
        guard let place = paths.first(where: { path.hasPrefix($0) }) else { return nil }
        return paths.count > 1 ? place : String(path.prefix(place.utf8.count + 5))
    }
}
