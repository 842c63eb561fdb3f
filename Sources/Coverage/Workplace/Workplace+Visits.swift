import Federation
import Server
import Rulebook
import Web

let workplaceRoutes: [Route] = [
    .get(Places.workplaces, .officer(.unitSee), listWorkplaces),
    .get(Places.workplaceNew, .officer(.unitKeep), askWorkplace),
    .post(Places.workplaceNew, .officer(.unitKeep), enterWorkplace, again: askWorkplace),
    .get(Places.workplace, .officer(.unitKeep), showWorkplace),
    .post(Places.workplace, .officer(.unitKeep), reviseWorkplace, again: showWorkplace),
]

/// All that the page of unions wanting shows.
struct WantingList: Sendable {
    let unit: UnitEntry
    let above: [UnitEntry]
    let rules: Rules
    let today: Day
    let workplaces: [(workplace: Workplace, duty: UnionDuty)]
    /// Base unions of 25 members and more without anybody in their committee, by the register.
    let headless: [UnitShare]
    let mayKeep: Bool

    init(_ unit: UnitEntry, rules: Rules, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.rules = rules
        today = tx.today
        above = try UnitEntry.above(unit, as: officer, in: tx)
        mayKeep = officer.holds(.unitKeep, at: unit.path) && unit.level.depth < UnitLevel.base.depth
        let today = tx.today
        workplaces = try Workplace.all(below: unit, isWithoutUnion: true, as: officer, in: tx)
            .map { ($0, $0.duty(by: rules, on: today)) }
        let shares = try MonthShares(unit, Month(today).adding(-1), rules: rules, as: officer, in: tx).shares
        let led = try Self.led(below: unit, as: officer, in: tx)
        headless = shares.filter { share in
            UnionDuty.needsCommittee(share.allMembers, by: rules, on: today) && !led.contains(share.unit.id)
        }
    }

    /// The list of a unit that an officer asks for.
    static func asked(_ id: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> WantingList {
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        return try WantingList(unit, rules: unit.rules(in: tx), as: officer, in: tx)
    }

    func of(_ outcome: UnionDuty.Outcome) -> [(workplace: Workplace, duty: UnionDuty)] {
        workplaces.filter { $0.duty.outcome == outcome }
    }

    /// Units where somebody holds a post of the committee today.
    private static func led(below unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> Set<ID<Unit>> {
        let kinds: [PostKind] = [.chair, .executiveViceChair, .viceChair, .committeeMember]
        return Set(
            try tx.values(
                """
                SELECT DISTINCT u.id FROM unit u JOIN post p ON p.unit_id = u.id
                 WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
                   AND p.kind \(anyOf: kinds) AND p.from_day <= \(tx.today)
                   AND (p.until_day IS NULL OR p.until_day >= \(tx.today))
                """))
    }
}

private func listWorkplaces(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let list = try WantingList.asked(id, as: visit.who, in: visit.tx)
    let json: JSON = [
        "workplaces": .array(
            list.workplaces.map { line in
                [
                    "id": JSON(line.workplace.id), "name": JSON(line.workplace.name),
                    "is_due": .bool(line.duty.outcome == .due), "why": JSON(line.duty.words),
                ]
            })
    ]
    return .page(title: "应建未建", json: json, wantingPage(list))
}

private func askWorkplace(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    guard unit.level.depth < UnitLevel.base.depth else { throw Refusal.missing }
    let crumbs = try coverageCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "登记未建会单位")
    return .page(title: "登记未建会单位", workplaceNewPage(unit, crumbs, visit.filled(else: ["state": "none"])))
}

private func enterWorkplace(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    guard unit.level.depth < UnitLevel.base.depth else { throw Refusal.missing }
    guard unit.state != .dissolved else { throw Flaws("", "这个单位已撤销，下面不再登记。") }
    let draft = try WorkplaceDraft(visit.form, today: visit.tx.today)
    try Workplace.refuseTwin(draft.name, under: id, in: visit.tx)
    let union = try Workplace.union(of: draft, as: visit.who, in: visit.tx)
    let workplace = try Workplace.insert(draft, under: id, union: union, in: visit.tx)
    try AuditEntry.write(
        Act("workplace.enter", on: "workplace", workplace, "登记单位“\(draft.name)”（\(draft.state.words)）"),
        by: visit.who.person, in: id, ring: visit.site.ring, visit.tx)
    return .see(Places.workplaces(id), saying: "“\(draft.name)”已登记。")
}

private func showWorkplace(_ visit: Visit<Officer>, _ id: ID<Workplace>) throws -> Answer {
    let workplace = try Workplace.find(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.find(workplace.unit, as: visit.who, in: visit.tx)
    let crumbs = try coverageCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), workplace.name)
    let onFile = workplace.onFile
    // Somebody else was first: theirs is shown, and a second look is asked for before anything is written over it.
    let isStale = visit.call.isSent && visit.filled["version"] != onFile["version"]
    let filled = isStale ? Filled(onFile.mapValues { [$0] }, flaws: visit.filled.flaws) : visit.filled(else: onFile)
    let duty = workplace.duty(by: try unit.rules(in: visit.tx), on: visit.tx.today)
    return .page(title: workplace.name, workplacePage(workplace, duty, crumbs, filled))
}

private func reviseWorkplace(_ visit: Visit<Officer>, _ id: ID<Workplace>) throws -> Answer {
    let workplace = try Workplace.find(id, as: visit.who, in: visit.tx)
    let draft = try WorkplaceDraft(visit.form, today: visit.tx.today)
    try Workplace.refuseTwin(draft.name, under: workplace.unit, except: id, in: visit.tx)
    let union = try Workplace.union(of: draft, as: visit.who, in: visit.tx)
    try workplace.update(draft, union: union, version: Int(visit.form["version"]) ?? 0, in: visit.tx)
    let turn = workplace.state == draft.state ? "" : "，\(workplace.state.words) → \(draft.state.words)"
    try AuditEntry.write(
        Act("workplace.revise", on: "workplace", id, "修改单位“\(draft.name)”的建会情况\(turn)"),
        by: visit.who.person, in: workplace.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.workplaces(workplace.unit), saying: "“\(draft.name)”已保存。")
}

extension Workplace {
    /// What its form begins with.
    fileprivate var onFile: [String: String] {
        [
            "name": name, "kind": kind.rawValue, "founded_on": foundedOn?.description ?? "",
            "staff": staff.map(String.init) ?? "", "staff_on": staffOn?.description ?? "", "state": state.rawValue,
            "union": unionName ?? "", "note": note ?? "", "version": String(version),
        ]
    }
}
