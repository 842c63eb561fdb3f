import Web

let homeRoutes: [Route] = [
    .get(Places.home, .member, showHome),
    .get(Places.me, .member, showMe),
    .get(Places.looks, .member, showLooks),
]

/// The member's first page. Whoever is not signed in is led to the door.
private func showHome(_ visit: Visit<Member>) throws -> Answer {
    let home = try MemberHome(of: visit.who, in: visit.tx)
    return .page(title: "首页", shell: .member(hero: hero(home)), json: home.json, homePage(home))
}

/// One's own file.
private func showMe(_ visit: Visit<Member>) throws -> Answer {
    let entry = try PersonEntry.own(visit.who, in: visit.tx)
    let file = try PersonFile(of: entry, for: .own, visit.site, in: visit.tx)
    let keepers = try file.current.map { try Keeper.all(along: $0.spell.unitPath, in: visit.tx) } ?? []
    let ring = visit.site.ring
    return .page(
        title: "我的档案", shell: .member(), json: try file.json(ring),
        try myFilePage(file, keepers, ring, kind: visit.filled["life"], today: visit.tx.today))
}

/// Who looked at one's file or changed it.
private func showLooks(_ visit: Visit<Member>) throws -> Answer {
    let looks = try Look.all(at: visit.who.person, ring: visit.site.ring, in: visit.tx)
    return .page(
        title: "谁看过我的资料", shell: .member(), json: ["items": .array(looks.map(\.json))], looksPage(looks))
}
