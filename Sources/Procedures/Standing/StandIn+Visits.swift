import Federation
import Web

let standInRoutes: [Route] = [
    .get(Places.standIns, .officer(.signOffDecide), listStandIns),
    .post(Places.standIns, .officer(.signOffDecide), arrangeStandIn, again: listStandIns),
    .post(Places.standInEnd, .officer(.signOffDecide), endStandIn),
]

/// Who sits at a unit: for the choices of the form.
private struct Sitter: Record {
    let person: ID<Person>
    let name: String
    let kind: PostKind

    static let columns: SQL = "p.person_id, n.name, p.kind"

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        name = try row.read("name")
        kind = try row.read("kind")
    }

    static func all(at unit: ID<Unit>, in tx: Transaction) throws -> [Sitter] {
        try tx.all(
            """
            SELECT \(columns) FROM post p JOIN person n ON n.id = p.person_id
             WHERE p.unit_id = \(unit) AND p.from_day <= \(tx.today)
               AND (p.until_day IS NULL OR p.until_day >= \(tx.today)) ORDER BY p.from_day, p.id LIMIT 100
            """)
    }

    /// One choice a person, with all their posts.
    static func choices(_ sitters: [Sitter], where fits: (Sitter) -> Bool) -> [Choice] {
        var order: [ID<Person>] = [], words: [ID<Person>: String] = [:]
        for sitter in sitters where fits(sitter) {
            if words[sitter.person] == nil { order.append(sitter.person) }
            words[sitter.person] = (words[sitter.person] ?? sitter.name) + "，" + sitter.kind.words
        }
        return order.map { (value: $0.description, words: words[$0] ?? "") }
    }
}

private func listStandIns(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let all = try StandIn.all(of: id, in: visit.tx), sitters = try Sitter.all(at: id, in: visit.tx)
    let isOwn = try Seat.first(of: visit.who.person, at: id, for: Permission.signOffDecide.name, in: visit.tx) != nil
    let page = StandInPage(
        unit: unit, all: all, today: visit.tx.today, mayArrange: isOwn,
        absent: Sitter.choices(sitters) { $0.kind.permissions.contains(.signOffDecide) },
        substitutes: Sitter.choices(sitters) { _ in true })
    let json: JSON = [
        "stand_ins": .array(
            all.map {
                [
                    "id": JSON($0.id), "absent": JSON($0.absentName), "substitute": JSON($0.substituteName),
                    "from": JSON($0.from.description), "until": JSON($0.until.description),
                    "is_over": .bool($0.isOver(on: visit.tx.today)),
                ]
            })
    ]
    let filled = visit.filled(else: ["from_day": visit.tx.today.description])
    return .page(title: "请假代办", json: json, page.drawn(filled))
}

private func arrangeStandIn(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let tx = visit.tx, unit = try UnitEntry.claim(id, as: visit.who, in: tx)
    guard try Seat.first(of: visit.who.person, at: id, for: Permission.signOffDecide.name, in: tx) != nil else {
        throw Refusal.forbidden
    }
    let draft = try StandInDraft(visit.form, today: tx.today)
    let sitters = try Sitter.all(at: id, in: tx)
    guard sitters.contains(where: { $0.person == draft.absent && $0.kind.permissions.contains(.signOffDecide) }) else {
        throw Flaws("absent", "请选择本单位有审批职务的人。")
    }
    guard sitters.contains(where: { $0.person == draft.substitute }) else {
        throw Flaws("substitute", "代办人应当在本单位任职。请先在“单位与职务”里任命。")
    }
    let standing = try StandIn.all(of: id, in: tx).filter { !$0.isOver(on: tx.today) }
    if standing.contains(where: { $0.absent == draft.absent && $0.from <= draft.until && $0.until >= draft.from }) {
        throw Flaws("absent", "这几天已经安排了代办人，请先结束那一次。")
    }
    let standIn = try StandIn.insert(draft, in: unit, by: visit.who.person, tx)
    let act = Act(
        "stand_in.arrange", on: "stand_in", standIn, concerning: draft.absent, detail: draft.reason,
        "安排代办，\(draft.from) 至 \(draft.until)")
    try AuditEntry.write(act, by: visit.who.person, in: id, ring: visit.site.ring, tx)
    return .see(Places.standIns(id), saying: "已安排。\(draft.from) 起代办人可以办理。")
}

private func endStandIn(_ visit: Visit<Officer>, _ id: ID<StandIn>) throws -> Answer {
    let tx = visit.tx, standIn = try StandIn.find(id, as: visit.who, in: tx)
    let seat = try Seat.first(of: visit.who.person, at: standIn.unit, for: Permission.signOffDecide.name, in: tx)
    guard let seat, seat.absent == nil else { throw Refusal.forbidden }
    guard !standIn.isOver(on: tx.today) else { return .see(Places.standIns(standIn.unit), saying: "这次代办已经结束。") }
    try standIn.end(in: tx)
    let act = Act("stand_in.end", on: "stand_in", id, concerning: standIn.absent, "结束代办")
    try AuditEntry.write(act, by: visit.who.person, in: standIn.unit, ring: visit.site.ring, tx)
    return .see(Places.standIns(standIn.unit), saying: "代办已结束。")
}
