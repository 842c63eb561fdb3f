import Web

let viewingRoutes: [Route] = [
    .post(Places.viewings, .officer(.memberReveal), beginViewing, again: showPerson),
    .get(Places.viewing, .officer(.memberReveal), showViewing),
]

/// Begins a look, with its reason on record for the person.
private func beginViewing(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let reason = check.text("reason", "查看事由", 5...200)
    try check.done()
    let viewing = try Viewing.insert(of: entry, by: visit.who, in: visit.tx)
    let unit = try Membership.current(of: id, in: visit.tx)?.unit
    let act = Act("person.reveal", on: "viewing", viewing, concerning: id, detail: reason, "查看完整证件号和手机号")
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
    return .see(Places.viewing(viewing))
}

/// The sealed fields in full, for as long as the viewing lives and the permission holds.
private func showViewing(_ visit: Visit<Officer>, _ id: ID<Viewing>) throws -> Answer {
    let viewing = try Viewing.find(id, as: visit.who, in: visit.tx)
    let entry = try PersonEntry.find(viewing.person, as: visit.who, in: visit.tx)
    guard viewing.isLive(at: visit.tx.now) else {
        return .see(Places.person(entry.id), saying: "这次查看已满 \(Viewing.minutes) 分钟。需要再看，请重新填写事由。")
    }
    let ring = visit.site.ring
    let (identity, phone) = (try entry.fullIdentity(ring), try entry.fullPhone(ring))
    let json: JSON = [
        "id": JSON(viewing.id), "person": JSON(entry.id), "name": JSON(entry.name), "identity": JSON(identity),
        "phone": JSON(phone), "expires_at": JSON(viewing.expiresAt),
    ]
    return .page(
        title: "完整号码 · \(entry.name)", json: json,
        viewingPage(entry, identity: identity, phone: phone, minutes: viewing.minutesLeft(at: visit.tx.now)))
}

private func viewingPage(_ entry: PersonEntry, identity: String?, phone: String?, minutes: Int) -> HTML {
    let numbers = facts([
        ("姓名", "\(entry.name)"), ("身份证号", masked(identity)), ("手机号", masked(phone)),
    ])
    return """
        \(pageHead("完整号码", "还可以看 \(minutes) 分钟", crumbs: [
            (words: entry.name, path: Places.person(entry.id)), (words: "完整号码", path: nil),
        ]))
        <div class="stack">\(note("已记入审计日志，本人可以看到。请勿截图或转发。"))
        \(card("证件号和手机号", id: "h-numbers", numbers))
        <div>\(button("看完了，回到档案", to: Places.person(entry.id)))</div></div>
        """
}
