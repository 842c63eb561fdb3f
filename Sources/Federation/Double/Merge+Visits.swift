import Server
import Vault
import Web

let doubleRoutes: [Route] = [
    .get(Places.doubles, .officer(.memberKeep), listDoubles),
    .open(.post, Places.doubles, .officer(.memberKeep), lookForDoubles, again: listDoubles),
    .get(Places.double, .officer(.memberKeep), compareDoubles),
    .get(Places.doublePreview, .officer(.memberKeep), previewMerge),
    .post(Places.double, .officer(.memberKeep), mergeDoubles, again: previewMerge),
    .post(Places.doubleApart, .officer(.memberKeep), partDoubles),
    .get(Places.merge, .officer(.memberKeep), showMerge),
    .post(Places.mergeUndo, .officer(.memberKeep), undoMerge, again: showMerge),
]

/// The two entries of a pair, the one with an account as the one that is kept.
private func sides(
    _ one: ID<Person>, _ other: ID<Person>, as officer: Officer, in tx: Transaction
) throws -> (kept: MergeSide, gone: MergeSide) {
    guard one != other else { throw Refusal.missing }
    return (try MergeSide(one, as: officer, in: tx), try MergeSide(other, as: officer, in: tx))
}

/// Both entries side by side, a choice for each field that differs.
private func compareDoubles(_ visit: Visit<Officer>, _ one: ID<Person>, _ other: ID<Person>) throws -> Answer {
    let (kept, gone) = try sides(one, other, as: visit.who, in: visit.tx)
    let versions = try MergePlan.versions(kept, gone, visit.site.ring)
    let state = try DoubleCase.state(of: DoublePair(one, other), in: visit.tx)
    return .page(
        title: "对照 · \(kept.entry.name)", comparePage(kept, gone, versions, visit.filled, isApart: state == .apart))
}

/// What would become of it; nothing is written yet.
private func previewMerge(_ visit: Visit<Officer>, _ one: ID<Person>, _ other: ID<Person>) throws -> Answer {
    let (kept, gone) = try sides(one, other, as: visit.who, in: visit.tx)
    let plan = try MergePlan(kept, gone, visit.site.ring) { visit.filled[$0] }
    var moving: [(name: String, count: Int)] = []
    for follower in visit.site.joined.followers {
        let count = try follower.rows(gone.entry.id, kept.entry.id, visit.tx).count
        if count > 0, follower.name != "权限" { moving.append((follower.name, count)) }
    }
    let flaws = try plan.flaws(visit.site.ring)
    return .page(
        title: "合并预览 · \(plan.name)",
        try mergePreview(plan, moving, visit.filled.flaws.isEmpty ? flaws : visit.filled.flaws, visit.site.ring))
}

/// Merges two entries, if neither changed since the preview.
private func mergeDoubles(_ visit: Visit<Officer>, _ one: ID<Person>, _ other: ID<Person>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    // In one order, so that two officers who merge the same pair the other way round do not wait for each other.
    for person in [one, other].sorted() { _ = try PersonEntry.claim(person, as: visit.who, in: tx) }
    let (kept, gone) = try sides(one, other, as: visit.who, in: tx)
    let seen = "\(kept.entry.version) \(gone.entry.version) \(kept.current?.id ?? ID(0)) \(gone.current?.id ?? ID(0))"
    guard visit.form["seen"] == seen else { throw Flaws("", "您看过预览之后，有人改过其中一份。下面是按现在的内容重新预览的，请再看一遍。") }
    let plan = try MergePlan(kept, gone, ring) { visit.form[$0] }
    let flaws = try plan.flaws(ring)
    guard flaws.isEmpty else { throw flaws }
    let merge = try plan.write(by: visit.who, visit.site, in: tx)
    let detail = "并入的一份：\(gone.entry.name)（\(gone.place)）"
    let act = Act("person.merge", on: "merge", merge, concerning: one, detail: detail, "合并重复登记")
    try AuditEntry.write(act, by: visit.who.person, in: kept.current?.unit, ring: ring, tx)
    return .see(Places.merge(merge), saying: "两份登记已合并为一份。")
}

/// Remembers that two entries are not of one person.
private func partDoubles(_ visit: Visit<Officer>, _ one: ID<Person>, _ other: ID<Person>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let (kept, gone) = try sides(one, other, as: visit.who, in: tx)
    try DoubleCase.decide(DoublePair(one, other), .apart, by: visit.who.person, in: tx)
    let detail = "与\(gone.entry.name)（\(gone.place)）不是同一人"
    let act = Act("person.part", on: "person", one, concerning: one, detail: detail, "核对疑似重复，不是同一人")
    try AuditEntry.write(act, by: visit.who.person, in: kept.current?.unit, ring: ring, tx)
    let unit = kept.current.map { Places.doubles($0.unit) } ?? Places.person(one)
    return .see(unit, saying: "已记下：不是同一人，以后不再提示。")
}

/// A merge that was made, and whether it can be taken back.
private func showMerge(_ visit: Visit<Officer>, _ id: ID<PersonMerge>) throws -> Answer {
    let merge = try PersonMerge.find(id, as: visit.who, in: visit.tx)
    let past = try MergePast(of: merge, visit.site.ring)
    try reach(past, as: visit.who, in: visit.tx)
    let hindrances = try merge.standsInTheWay(past, in: visit.tx)
    let who = try Doer.named([merge.madeBy], in: visit.tx)[merge.madeBy] ?? "已离开的工会干部"
    return .page(title: "合并记录 · \(past.kept.name)", mergePage(merge, past, who, hindrances, visit.filled.flaws))
}

/// Takes a merge back, if nothing was built on it.
private func undoMerge(_ visit: Visit<Officer>, _ id: ID<PersonMerge>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let merge = try PersonMerge.find(id, as: visit.who, in: tx)
    let past = try MergePast(of: merge, ring)
    try reach(past, as: visit.who, in: tx)
    for person in [merge.kept, merge.gone].sorted() { try Photograph.hold(person, in: tx) }
    let hindrances = try merge.standsInTheWay(past, in: tx)
    guard hindrances.isEmpty else { throw Flaws("", "不能撤销：" + hindrances.joined(separator: "")) }
    do {
        try tx.attempt { try merge.undo(past, by: visit.who, visit.site, in: tx) }
    } catch StoreProblem.notUnique {
        throw Flaws("", "不能撤销：原来的工号或身份证号已经给了别人，请先核对。")
    }
    let act = Act("person.unmerge", on: "merge", id, concerning: merge.kept, "撤销合并，恢复为两份登记")
    try AuditEntry.write(
        act, by: visit.who.person, in: past.keptSpells.last?.unit, ring: ring, tx)
    return .see(Places.double(merge.kept, merge.gone), saying: "已撤销，恢复为两份登记。")
}

/// Fails as missing unless the officer reaches the units of both entries as they were.
private func reach(_ past: MergePast, as officer: Officer, in tx: Transaction) throws {
    let units = Set((past.keptSpells + past.goneSpells).filter { $0.until == nil }.map(\.unit)).sorted()
    let seen: Int =
        try tx.value(
            "SELECT count(*) FROM unit WHERE id \(anyOf: units) AND \(officer.sees("path"))") ?? 0
    guard seen == units.count else { throw Refusal.missing }
}
