import Federation
import Vault
import Web

let writingRoutes: [Route] = [
    Route.post(Places.apiMembers, .client(.writeMembers), writeMembers)
        .noted(
            RouteNote(
                "登记、修改会员，一次最多 \(Submission.most) 行；每行各有结果",
                parameters: [.init("dry_run", "true：只核对，不写入", ["type": "boolean"])], takes: "MemberBatch",
                gives: "MemberOutcomes")),
    Route.put(Places.apiMember, .client(.writeMembers), writeMember)
        .noted(
            RouteNote(
                "修改一名会员；版本不符时 409，带两个版本",
                parameters: [.init("dry_run", "true：只核对，不写入", ["type": "boolean"])], takes: "MemberLine",
                gives: "MemberOutcome")),
    Route.post(Places.apiNumbers, .client(.revealMembers), revealNumbers)
        .noted(RouteNote("一名会员的完整证件号和手机号；记入审计，本人看得到", takes: "Reveal", gives: "Numbers")),
]

private func isRehearsal(_ visit: Visit<Client>) throws(Flaws) -> Bool {
    switch visit.call.query("dry_run") {
    case "", "false": return false
    case "true": return true
    default: throw Flaws("dry_run", "dry_run 应为 true 或 false。")
    }
}

private func sentJSON(_ visit: Visit<Client>) throws -> JSON {
    guard let json = try? JSON(parsing: visit.call.bytes), json.pairs != nil else {
        throw Flaws("", "请以 application/json 发送一个对象。")
    }
    return json
}

private func writeMembers(_ visit: Visit<Client>) throws -> Answer {
    let rehearses = try isRehearsal(visit)
    let submission = try Submission(try sentJSON(visit))
    return try KeptAnswer.once(visit) {
        let settled = try Settling(visit, submission, isRehearsal: rehearses).settle()
        var counts: [(key: String, value: JSON)] = []
        for verdict in ["created", "matched", "changed", "unchanged", "refused"] {
            counts.append((verdict, JSON(settled.count { $0.verdict == verdict })))
        }
        return (
            200,
            [
                "dry_run": .bool(rehearses), "counts": .object(counts), "items": .array(settled.map(\.json)),
            ]
        )
    }
}

private func writeMember(_ visit: Visit<Client>, _ id: ID<Person>) throws -> Answer {
    let rehearses = try isRehearsal(visit)
    _ = try PersonEntry.find(id, as: visit.who.officer, in: visit.tx)
    let json = try sentJSON(visit)
    return try KeptAnswer.once(visit) {
        let settled = try Settling(visit, Submission(one: json, of: id), isRehearsal: rehearses).settle()
        guard let one = settled.first, !one.complaints.contains(where: { $0.code == "not_found" }) else {
            throw Refusal.missing
        }
        if one.complaints.contains(where: { $0.code == "version_conflict" }) {
            let current = try visit.who.also(.readMembers).flatMap { _ in
                try MemberReading.all([id], keys: [], of: visit.who, in: visit.tx).first
            }
            return (409, conflict(one, sent: json, current: current?.json ?? ["version": one.versionOnFile]))
        }
        return (one.complaints.isEmpty ? 200 : 422, one.complaints.isEmpty ? one.json : refusal(one))
    }
}

extension Settled {
    fileprivate var versionOnFile: JSON { outcome?.version.map { JSON($0) } ?? .null }
}

private func conflict(_ one: Settled, sent: JSON, current: JSON) -> JSON {
    [
        "type": "about:blank", "title": "别人先改过了", "status": 409, "detail": JSON(one.complaints.first?.words),
        "sent": sent, "current": current,
    ]
}

private func refusal(_ one: Settled) -> JSON {
    [
        "type": "about:blank", "title": "有几处需要改", "status": 422,
        "errors": .array(
            one.complaints.map { ["code": JSON($0.code), "field": JSON($0.field), "detail": JSON($0.words)] }),
    ]
}

/// A look at somebody's sealed fields: an act with its reason, written for the person concerned like an officer's look.
private func revealNumbers(_ visit: Visit<Client>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who.officer, in: visit.tx)
    var check = Check(visit.form)
    let reason = check.text("reason", "查看事由", 5...200)
    try check.done()
    let ring = visit.site.ring
    let json: JSON = [
        "id": JSON(id), "identity": JSON(try entry.fullIdentity(ring)), "phone": JSON(try entry.fullPhone(ring)),
    ]
    let token = visit.who.token
    let unit = try Membership.current(of: id, in: visit.tx)?.unit
    let act = Act(
        "person.reveal", on: "token", token.id, concerning: id, detail: "\(reason)（数据接口“\(token.purpose)”）",
        "数据接口查看完整证件号和手机号")
    try AuditEntry.write(act, by: token.maker, in: unit, ring: ring, visit.tx)
    return .json(json)
}
