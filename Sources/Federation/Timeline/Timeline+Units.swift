import Web

/// What happened to the person's units while they were there: a new name, a merger, a split, another place, an end. Told of the
/// unit itself and of its base union, where the viewer sees the spell.
func unitEvents(
    _ question: TimelineQuestion, _ all: [Membership], _ tx: Transaction
) throws -> [TimelineEvent] {
    let spells = all.filter { question.viewer.sees($0.unitPath) }
    let units = Set(spells.map(\.unit)).sorted()
    guard !units.isEmpty else { return [] }
    let acts: [UnitAct] = try tx.all(
        """
        SELECT \(UnitAct.columns) FROM unit_change_part p JOIN unit_change c ON c.id = p.change_id
          JOIN unit u ON u.id = p.unit_id
         WHERE (p.unit_id \(anyOf: units) OR p.unit_id IN (SELECT m.base_id FROM membership m
                WHERE m.person_id = \(question.person) AND m.unit_id \(anyOf: units)))
           AND c.state = 'done' AND c.kind IN ('rename', 'move', 'merge', 'split', 'dissolve')
           AND p.role <> 'parent'
         ORDER BY c.on_day, c.id
        """)
    var told: Set<ID<UnitChange>> = []
    return acts.filter { act in
        // Of a merger the last day before it counts too: from then on the person is elsewhere.
        let isConcerned = spells.contains { spell in
            (spell.unit == act.concerned || spell.unitPath.hasPrefix(act.path)) && spell.from <= act.change.on
                && spell.until.map { $0.adding(days: 1) >= act.change.on } ?? true
        }
        return isConcerned && told.insert(act.change.id).inserted
    }.map { act in
        let paper = act.change.paper.words.map { "文件：\($0)" } ?? ""
        return TimelineEvent(day: act.change.on, .unit, act.change.words, detail: paper)
    }
}

/// An act on units, and one unit that it concerned.
private struct UnitAct: Record {
    let change: UnitChange
    let concerned: ID<Unit>
    let path: String

    static let columns: SQL = UnitChange.columns + ", p.unit_id AS concerned, u.path"

    init(_ row: borrowing Row) throws {
        change = try UnitChange(row)
        concerned = try row.read("concerned")
        path = try row.read("path")
    }
}
