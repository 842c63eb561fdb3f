import Federation
import Web

/// To which base union every unit belonged on any day: itself, or the nearest above it at the base, in the tree of that day.
///
/// A path of the tree is never given twice, so that the base of a path is the same on every day it was somebody's.
struct BaseOfDay: Sendable {
    private struct Stay: Sendable {
        let from: Day
        let until: Day?
        let base: ID<Unit>?
    }

    private let stays: [ID<Unit>: [Stay]]

    /// One statement over all units that there ever were.
    init(in tx: Transaction) throws {
        var spells: [(unit: ID<Unit>, from: Day, until: Day?, path: String)] = []
        var bases: [String: ID<Unit>] = [:]
        try tx.each("SELECT unit_id, from_day, until_day, path, level FROM unit_spell ORDER BY path, from_day") { row in
            let unit: ID<Unit> = try row.read("unit_id"), path: String = try row.read("path")
            let level: UnitLevel = try row.read("level")
            if level == .base { bases[path] = unit }
            spells.append((unit, try row.read("from_day"), try row.read("until_day"), path))
        }
        var stays: [ID<Unit>: [Stay]] = [:]
        for spell in spells {
            let way = UnitEntry.paths(above: spell.path) + [spell.path]
            let base = way.reversed().lazy.compactMap { bases[$0] }.first
            stays[spell.unit, default: []].append(Stay(from: spell.from, until: spell.until, base: base))
        }
        self.stays = stays
    }

    /// Nil for a unit above the base, and on a day when it was not there.
    func base(of unit: ID<Unit>, on day: Day) -> ID<Unit>? {
        stays[unit]?.first { $0.from <= day && $0.until.map { $0 >= day } ?? true }?.base
    }
}
