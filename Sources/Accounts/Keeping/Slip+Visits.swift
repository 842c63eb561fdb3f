import Base
import Federation
import Server
import Web

/// Makes slips for those who were ticked, or for all who have none, and shows them: once.
func makeSlips(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let scope = MemberScope(unit, as: visit.who)
    let people = try asked(visit, unit, scope)
    let batch = try SlipBatch(for: people, by: visit.who, in: id, ring: visit.site.ring, visit.tx)
    guard !batch.slips.isEmpty else { throw batch.flaws }
    let rest = try KeptAccount.wantingCount(scope, in: visit.tx)
    let again = Places.slips(id).with("made", String(batch.madeAt.microseconds))
    return slipsAnswer(batch, visit, rest: rest, back: backToList(visit, id), again: again)
}

/// Those for whom slips are asked: all who want one, the slips of one act anew, or those who were ticked.
private func asked(_ visit: Visit<Officer>, _ unit: UnitEntry, _ scope: MemberScope) throws -> [KeptAccount] {
    if visit.form["all"] == "yes" {
        let people = try KeptAccount.wanting(scope, limit: Slip.most, in: visit.tx)
        guard !people.isEmpty else { throw Flaws("", "没有缺开通单的会员。") }
        return people
    }
    guard let made = Int64(visit.form["made"]) else { return try ticked(visit, unit.id) }
    let people = try SetUpLink.people(
        madeBy: visit.who.person, at: Instant(microseconds: made), in: visit.tx)
    guard !people.isEmpty else { throw Flaws("", "那一批开通单都已用过，或者已经作废，不用再打印。") }
    return try KeptAccount.chosen(people, scope, in: visit.tx)
}

/// The printed page. The same form sent again finds the page that says so, for the links are kept nowhere.
func slipsAnswer(
    _ batch: SlipBatch, _ visit: Visit<Officer>, rest: Int, back: Path, again: Path
) -> Answer {
    let site = SlipSite(visit.call.request.headers["Host"] ?? "", isSecure: visit.call.request.isSecure)
    return Answer.page(title: "开通单", shell: .paper, slipsPage(batch, site, rest: rest, back: back))
        .once(thenSee: again, saying: "这批开通单刚才已经生成，没有重复开通。")
}

/// `/units/:id/slips`: slips that were made are not shown a second time, but can be made anew.
func showMadeSlips(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let made = Int64(visit.call.query("made")) ?? 0
    let people = try SetUpLink.people(madeBy: visit.who.person, at: Instant(microseconds: made), in: visit.tx)
    return .page(title: "开通单已生成", madeSlipsPage(unit, made: made, count: people.count))
}

/// Where the links on slips lead: the host as the officer's browser called it, with its port.
struct SlipSite {
    private let start: String

    init(_ host: String, isSecure: Bool) {
        start = (isSecure ? "https://" : "http://") + host
    }

    func address(_ path: Path) -> String { start + path.text }
}

extension SlipBatch {
    /// Why no slip was made at all.
    var flaws: Flaws {
        var flaws = Flaws()
        for one in left { flaws.add("", "\(one.name)：\(one.why)") }
        return flaws
    }
}
