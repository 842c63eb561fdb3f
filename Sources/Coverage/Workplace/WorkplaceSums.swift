import Federation
import Rulebook
import Web

/// How many workplaces below a unit have a union, and how many should have one.
struct WorkplaceSums: Sendable {
    /// Base unions that stand.
    let unions: Int
    /// Workplaces without one.
    let without: Int
    /// 应建未建: those past their months.
    let due: Int
    /// Those of which nobody knows when they were founded.
    let unknown: Int

    init(below unit: UnitEntry, bases: Int, rules: Rules, as officer: Officer, in tx: Transaction) throws {
        unions = bases
        guard unit.level.depth < UnitLevel.base.depth else {
            (without, due, unknown) = (0, 0, 0)
            return
        }
        let all = try Workplace.all(below: unit, isWithoutUnion: true, as: officer, in: tx)
        let outcomes = all.map { $0.duty(by: rules, on: tx.today).outcome }
        without = all.count
        due = outcomes.count { $0 == .due }
        unknown = outcomes.count { $0 == .unknown }
    }

    /// 建会率: unions out of known workplaces.
    var rate: CoverageRate { CoverageRate(members: unions, staff: unions + without) }
}
