import Server
import Web

let photographRoutes: [Route] = [
    .get(Places.myPhotograph, .member, showMyPhotograph),
    .open(.post, Places.myPhotograph, .member, sendMyPhotograph, again: showMyPhotograph),
    .get(Places.myPicture, .member, myPicture),
    .open(.post, Places.myPhotographWithdrawal, .member, withdrawMyPhotograph),
    .get(Places.photograph, .officer(.memberKeep), showPhotograph),
    .open(.post, Places.photograph, .officer(.memberKeep), sendPhotograph, again: showPhotograph),
    .get(Places.picture, .officer(.memberSee), picture),
    .open(.post, Places.photographWithdrawal, .officer(.memberKeep), withdrawPhotograph),
]

private func showMyPhotograph(_ visit: Visit<Member>) throws -> Answer {
    let entry = try PersonEntry.own(visit.who, in: visit.tx)
    let page = PhotographPage(
        name: entry.name, isOwn: true, photograph: try Photograph.first(of: entry.id, in: visit.tx),
        consent: try Consent.standing(of: entry.id, in: visit.tx),
        crumbs: [(words: "我的档案", path: Places.me()), (words: "照片", path: nil)], picture: Places.myPicture(),
        sending: Places.myPhotograph(), withdrawal: Places.myPhotographWithdrawal())
    return .page(title: "我的照片", shell: .member(), page.drawn(visit.filled))
}

private func showPhotograph(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    let page = PhotographPage(
        name: entry.name, isOwn: false, photograph: try Photograph.first(of: id, in: visit.tx),
        consent: try Consent.standing(of: id, in: visit.tx),
        crumbs: [(words: entry.name, path: Places.person(id)), (words: "照片", path: nil)], picture: Places.picture(id),
        sending: Places.photograph(id), withdrawal: Places.photographWithdrawal(id))
    return .page(
        title: "照片 · \(entry.name)", page.drawn(visit.filled(else: ["given_on": visit.tx.today.description])))
}

private func myPicture(_ visit: Visit<Member>) throws -> Answer {
    try drawn(try Photograph.first(of: visit.who.person, in: visit.tx), visit.site)
}

private func picture(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    _ = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    return try drawn(try Photograph.first(of: id, in: visit.tx), visit.site)
}

/// The picture; nothing keeps a copy of it on the way, so that a withdrawal is one.
private func drawn(_ photograph: Photograph?, _ site: SiteFacts) throws -> Answer {
    guard let photograph else { throw Refusal.missing }
    var response = Response(200, body: .bytes(try Shelf(site).bytes(of: photograph.mark)))
    response.headers.set("Content-Type", photograph.media.type)
    response.headers.set("Cache-Control", "no-store")
    return .response(response)
}

private func sendMyPhotograph(_ visit: OpenVisit<Member>) async throws -> Answer {
    let member = visit.who
    return try await send(visit, of: member.person, by: member.person, to: Places.myPhotograph()) { tx in
        try PersonEntry.own(member, in: tx)
    }
}

private func sendPhotograph(_ visit: OpenVisit<Officer>, _ id: ID<Person>) async throws -> Answer {
    let officer = visit.who
    return try await send(visit, of: id, by: officer.person, to: Places.person(id)) { tx in
        try PersonEntry.find(id, as: officer, in: tx)
    }
}

/// Keeps a picture that was sent, with the consent that is needed for it. `find` finds the person for whoever sends.
private func send<Who>(
    _ visit: OpenVisit<Who>, of person: ID<Person>, by actor: ID<Person>, to place: Path,
    _ find: @escaping @Sendable (Transaction) throws -> PersonEntry
) async throws -> Answer {
    if let earlier = try await visit.earlierAnswer() { return earlier }
    let (ring, shelf, isOwn) = (visit.site.ring, Shelf(visit.site), actor == person)
    let (standing, old, today) = try await visit.store.read { tx in
        _ = try find(tx)
        return (
            try Consent.standing(of: person, in: tx), try Photograph.first(of: person, in: tx)?.mark, tx.today
        )
    }
    let draft = try PhotographDraft(visit.form, isOwn: isOwn, hasConsent: standing != nil, today: today)
    let mark = try shelf.keep(draft.portrait.bytes, wall: Photograph.wall(person))
    let answer = try await visit.writeOnce { tx in
        let entry = try find(tx)
        try Photograph.hold(person, in: tx)
        let consent =
            try Consent.standing(of: person, in: tx)?.id
            ?? Consent.insert(of: person, draft.way, on: draft.givenOn, by: actor, in: tx)
        try Photograph.replace(of: person, with: draft.portrait, at: mark, under: consent, by: actor, in: tx)
        let unit = try Membership.current(of: person, in: tx)?.unit
        let act = Act("photograph.add", on: "person", person, concerning: person, "上传照片，有本人同意")
        try AuditEntry.write(act, by: actor, in: unit, ring: ring, tx)
        return .see(place, saying: isOwn ? "照片已保存。" : "\(entry.name)的照片已保存。")
    }
    try await destroy(old, on: shelf, unlessHeldIn: visit.store)
    return answer
}

private func withdrawMyPhotograph(_ visit: OpenVisit<Member>) async throws -> Answer {
    let member = visit.who
    return try await withdraw(visit, of: member.person, by: member.person, to: Places.myPhotograph()) { tx in
        try PersonEntry.own(member, in: tx)
    }
}

private func withdrawPhotograph(_ visit: OpenVisit<Officer>, _ id: ID<Person>) async throws -> Answer {
    let officer = visit.who
    return try await withdraw(visit, of: id, by: officer.person, to: Places.person(id)) { tx in
        try PersonEntry.find(id, as: officer, in: tx)
    }
}

/// Takes consent and picture away; the file is gone when the answer leaves.
private func withdraw<Who>(
    _ visit: OpenVisit<Who>, of person: ID<Person>, by actor: ID<Person>, to place: Path,
    _ find: @escaping @Sendable (Transaction) throws -> PersonEntry
) async throws -> Answer {
    let ring = visit.site.ring
    let old = try await visit.store.read { tx in try Photograph.marks(of: person, in: tx) }
    let answer = try await visit.writeOnce { tx in
        _ = try find(tx)
        try Photograph.hold(person, in: tx)
        guard try Photograph.first(of: person, in: tx) != nil else { throw Refusal.missing }
        try Photograph.withdraw(of: person, by: actor, in: tx)
        let unit = try Membership.current(of: person, in: tx)?.unit
        let act = Act("photograph.withdraw", on: "person", person, concerning: person, "撤回照片的同意，销毁照片")
        try AuditEntry.write(act, by: actor, in: unit, ring: ring, tx)
        return .see(place, saying: "同意已撤回，照片已销毁。")
    }
    for mark in old { try await destroy(mark, on: Shelf(visit.site), unlessHeldIn: visit.store) }
    return answer
}

/// Destroys a file that was replaced or withdrawn. When this does not happen, the day's sweep finds it.
private func destroy(_ mark: String?, on shelf: Shelf, unlessHeldIn store: Store) async throws {
    guard let mark else { return }
    let held = try await store.read { tx in try Photograph.held([mark], in: tx) }
    if held.isEmpty { shelf.destroy(mark) }
}

/// A picture and the consent that comes with it, without a flaw.
struct PhotographDraft: Sendable {
    let portrait: Portrait
    let way: Consent.Way
    let givenOn: Day

    init(_ form: Form, isOwn: Bool, hasConsent: Bool, today: Day) throws {
        var check = Check(form)
        var (way, day) = (Consent.Way.own, today)
        if !hasConsent {
            if !check.flag("consent") { check.add("consent", isOwn ? "没有您的同意，照片不会保存。请勾选后再上传。" : "没有本人同意不能上传照片。") }
            if !isOwn {
                way = Consent.Way.told.first { $0.rawValue == check.typed("way") } ?? .spoken
                if check.typed("way").isEmpty { check.add("way", "请选择本人怎样同意的。") }
                day = check.day("given_on", "同意的日期")
                if day > today { check.add("given_on", "同意的日期 \(day) 晚于今天，请核对。") }
            }
        }
        var portrait: Portrait?
        do {
            guard let upload = form.upload("file") else { throw Flaws("file", "请选择一张照片。") }
            guard upload.size <= Portrait.most else { throw Portrait.Problem.tooLarge }
            portrait = try Portrait(try ImportFiles.bytes(of: upload.path))
        } catch let flaws as Flaws {
            for flaw in flaws.all { check.add(flaw.field, flaw.words) }
        } catch let problem as Portrait.Problem {
            check.add("file", problem.words)
        }
        try check.done()
        guard let portrait else { throw Flaws("file", Portrait.Problem.broken.words) }
        (self.portrait, self.way, givenOn) = (portrait, way, day)
    }
}
