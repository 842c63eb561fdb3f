import Server
import Web

let memberRoutes: [Route] = [
    .get(Places.members, .officer(.memberSee), listMembers),
    .open(.get, Places.memberTotal, .officer(.memberSee), tellTotal),
    .open(.get, Places.memberExport, .officer(.memberExport), exportList),
    .get(Places.search, .officer(.memberSee), search),
]

private func listMembers(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    if let day = visit.call.askedDay(today: visit.tx.today), day < visit.tx.today {
        return try showMembersOfDay(visit, unit, day)
    }
    let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
    let isCounting = visit.call.query("count") == "yes" || visit.call.isForProgram
    let list = try MemberList(
        of: unit, MemberFilter(visit.call), after: MemberKey(visit.call.query("after")), isCounting: isCounting,
        as: visit.who, in: visit.tx)
    let actions = MemberListActions(visit.who, in: unit)
    let look = try RegisterLook(of: unit, visit.call, as: visit.who, in: visit.tx)
    return .page(
        title: "会员名册 · \(unit.shortName)", json: list.json, memberListPage(list, above: above, look, actions))
}

/// Counts what the page did not wait for.
private func tellTotal(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, filter) = (visit.who, MemberFilter(visit.call))
    let total = try await visit.store.read { tx in
        let scope = MemberScope(try UnitEntry.find(id, as: who, in: tx), as: who)
        return filter.searchProblem == nil ? try MemberLine.count(scope, filter, in: tx) : 0
    }
    return .response(
        .events { pen in
            try await pen.write(Event(name: "patch", data: memberTotal(id, filter, total).text))
            try await pen.write(Event(name: "end", data: ""))
        })
}

private func search(_ visit: Visit<Officer>) throws -> Answer {
    let found = try MemberFinding(String(visit.call.query("q").prefix(60)), as: visit.who, in: visit.tx)
    return .page(title: "搜索", json: found.json, findingPage(found))
}
