import Server
import Web

let memberRoutes: [Route] = [
    .get(Places.members, .officer(.memberSee), listMembers),
    .open(.get, Places.memberExport, .officer(.memberExport), exportList),
    .get(Places.search, .officer(.memberSee), search),
]

private func listMembers(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
    let list = try MemberList(
        of: unit, MemberFilter(visit.call), after: MemberKey(visit.call.query("after")), as: visit.who, in: visit.tx)
    let actions = MemberListActions(visit.who, in: unit)
    return .page(title: "会员名册 · \(unit.shortName)", json: list.json, memberListPage(list, above: above, actions))
}

private func search(_ visit: Visit<Officer>) throws -> Answer {
    let found = try MemberFinding(String(visit.call.query("q").prefix(60)), as: visit.who, in: visit.tx)
    return .page(title: "搜索", json: found.json, findingPage(found))
}
