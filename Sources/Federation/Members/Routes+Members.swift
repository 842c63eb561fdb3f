import Web

let memberRoutes: [Route] = [
    .get(Places.members, .officer(.memberSee), listMembers),
]

private func listMembers(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
    let list = try MemberList(
        of: unit, MemberFilter(visit.call), after: MemberKey(visit.call.query("after")), as: visit.who, in: visit.tx)
    let actions = MemberListActions(visit.who, in: unit)
    return .page(title: "会员名册 · \(unit.shortName)", json: list.json, memberListPage(list, above: above, actions))
}
