import Web

extension Call {
    /// The day that `?on=` asks for; nil when it does not, or names none. A day to come is today.
    func askedDay(today: Day) -> Day? {
        guard let day = Day(query("on")), (1900...2200).contains(day.year) else { return nil }
        return min(day, today)
    }
}

/// `/units/:id?on=`: one unit as it was.
func showUnitOfDay(_ visit: Visit<Officer>, _ unit: UnitEntry, _ day: Day) throws -> Answer {
    let spell = try UnitSpell.first(of: unit.id, on: day, in: visit.tx)
    let view = UnitOfDayPage(
        unit: unit, spell: spell, day: day, today: visit.tx.today,
        crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "\(day)"),
        tree: try spell.map { try TreeOfDay(on: day, below: $0.path, in: visit.tx) },
        above: try spell.map { try namesAbove($0.path, on: day, visit) } ?? [],
        posts: try PostLine.all(in: unit, visit.tx).filter { $0.post.isHeld(on: day) },
        opensRegister: visit.who.may(.memberSee, at: unit.path))
    return .page(title: "\(unit.shortName)在 \(day)", json: view.json, view.drawn())
}

/// The names that the units above a place had on a day, as far up as the officer sees today.
private func namesAbove(_ path: String, on day: Day, _ visit: Visit<Officer>) throws -> [String] {
    try visit.tx.values(
        """
        SELECT s.short_name FROM unit_spell s JOIN unit u ON u.id = s.unit_id
         WHERE s.path \(anyOf: UnitEntry.paths(above: path)) AND \(UnitSpell.holds(on: day)) AND \(visit.who.sees("u.path"))
         ORDER BY s.path
        """)
}
