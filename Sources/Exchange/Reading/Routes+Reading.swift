import Federation
import Web

let readingRoutes: [Route] = [
    Route.get(Places.apiUnits, .client(.readUnits), readUnits)
        .noted(RouteNote("单位，按编号逐页", parameters: pageParameters, gives: "Units")),
    Route.get(Places.apiUnit, .client(.readUnits), readUnit).noted(RouteNote("一个单位", gives: "Unit")),
    Route.get(Places.apiPosts, .client(.readPosts), readPosts)
        .noted(RouteNote("工会职务，按编号逐页，离任的也在内", parameters: pageParameters, gives: "Posts")),
    Route.get(Places.apiMembers, .client(.readMembers), readMembers)
        .noted(
            RouteNote(
                "会员，逐页；或按编号、按您的编号取若干人",
                parameters: pageParameters + [
                    .init("state", "会籍状态；all 为全部，不写为在籍和保留会籍"), .init("employment", "用工形式"),
                    .init("id", "会员编号，用逗号隔开，最多 100 个"), .init("key", "您的编号，用逗号隔开，最多 100 个"),
                ], gives: "Members")),
    Route.get(Places.apiMember, .client(.readMembers), readMember).noted(RouteNote("一名会员", gives: "Member")),
]

private let pageParameters: [RouteNote.Parameter] = [
    .init("limit", "每页多少，默认 \(Listing.usual)，最多 \(Listing.most)", ["type": "integer", "maximum": 500]),
    .init("after", "上一页 next 里的键"), .init("unit", "只要这个单位和它下面的"),
]

/// The part of the tree that a list is asked for: the token's, or a unit in it.
func askedUnit(_ visit: Visit<Client>) throws -> UnitEntry {
    let text = visit.call.query("unit")
    guard !text.isEmpty else {
        return try UnitEntry.find(visit.who.token.unit, as: visit.who.officer, in: visit.tx)
    }
    guard let id = ID<Unit>(text) else { throw Refusal.missing }
    return try UnitEntry.find(id, as: visit.who.officer, in: visit.tx)
}

private func readUnits(_ visit: Visit<Client>) throws -> Answer {
    let limit = try Listing.limit(visit.call)
    let unit = try askedUnit(visit)
    let found = try UnitEntry.page(
        as: visit.who.officer, in: unit, after: ID(visit.call.query("after")), limit: limit + 1, visit.tx)
    return Listing(found, limit: limit, key: \.id.description, \.apiJSON).answer(visit.call)
}

private func readUnit(_ visit: Visit<Client>, _ id: ID<Unit>) throws -> Answer {
    .api(try UnitEntry.find(id, as: visit.who.officer, in: visit.tx).apiJSON)
}

private func readPosts(_ visit: Visit<Client>) throws -> Answer {
    let limit = try Listing.limit(visit.call)
    let unit = try askedUnit(visit)
    let found = try PostReading.page(
        as: visit.who.officer, in: unit, after: ID(visit.call.query("after")), limit: limit + 1, visit.tx)
    return Listing(found, limit: limit, key: \.post.id.description, \.json).answer(visit.call)
}

/// Members page by page. `mark` is the feed's head of the same moment: who reads all pages and then the changes since the
/// first page's mark has missed nothing, whatever moved meanwhile.
private func readMembers(_ visit: Visit<Client>) throws -> Answer {
    let call = visit.call
    let mark: JSON = JSON(String(try ChangeFeed.head(in: visit.tx)))
    let ids = call.query("id").split(separator: ","), keys = call.query("key").split(separator: ",").map(String.init)
    guard ids.count <= 100, keys.count <= 100 else { throw Flaws("id", "一次最多 100 个。") }
    if !ids.isEmpty || !keys.isEmpty {
        let found = try MemberReading.all(ids.compactMap { ID($0) }, keys: keys, of: visit.who, in: visit.tx)
        return Listing(found, limit: 200, key: { $0.person.description }, \.json).answer(call, ["mark": mark])
    }
    let limit = try Listing.limit(call)
    let scope = MemberScope(try askedUnit(visit), as: visit.who.officer)
    let filter = MemberFilter(
        states: MemberFilter.States(word: call.query("state")),
        employment: Employment(rawValue: call.query("employment")))
    let key = MemberKey(call.query("after")).flatMap { scope.contains($0) ? $0 : nil }
    let found = try MemberReading.page(scope, filter, after: key, limit: limit + 1, of: visit.who, in: visit.tx)
    return Listing(found, limit: limit, key: \.pageKey.text, \.json).answer(call, ["mark": mark])
}

private func readMember(_ visit: Visit<Client>, _ id: ID<Person>) throws -> Answer {
    guard let member = try MemberReading.all([id], keys: [], of: visit.who, in: visit.tx).first else {
        throw Refusal.missing
    }
    return .api(member.json)
}
