import Base
import Federation
import Vault
import Web

func showPersonAccount(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let kept = try KeptAccount.find(id, as: visit.who, in: visit.tx)
    let rank = try Outranking.all([id], before: visit.who, in: visit.tx)[id] ?? .none
    let seesFile = visit.who.also(.memberSee)?.reaches(kept.key.unitPath) ?? false
    return .page(
        title: "\(kept.name)的登录账号", json: kept.json, personAccountPage(kept, rank, seesFile: seesFile, visit.filled))
}

func makePersonSlip(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let kept = try KeptAccount.find(id, as: visit.who, in: visit.tx)
    let batch = try SlipBatch(for: [kept], by: visit.who, in: kept.unit, ring: visit.site.ring, visit.tx)
    guard !batch.slips.isEmpty else { throw batch.flaws }
    let back = Places.personAccount(id)
    return slipsAnswer(batch, visit, rest: 0, back: back, again: back)
}

func closePersonAccount(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let reason = try ClosingDraft(visit.form).reason
    let kept = try KeptAccount.find(id, as: visit.who, in: visit.tx)
    _ = try Keeping(visit, in: kept.unit).close([kept], reason: reason)
    return .see(Places.personAccount(id), saying: "已停用\(kept.name)的账号，已从所有设备退出。")
}

func openPersonAccount(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let kept = try KeptAccount.find(id, as: visit.who, in: visit.tx)
    _ = try Keeping(visit, in: kept.unit).open([kept])
    return .see(Places.personAccount(id), saying: "已恢复\(kept.name)的账号，可以用原来的密码登录。")
}

/// For a phone that was lost: the codes go, and with them every session.
func resetPersonCodes(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    var check = Check(visit.form)
    let reason = check.text("codes_reason", "取消事由", 5...200)
    try check.done()
    let kept = try KeptAccount.find(id, as: visit.who, in: visit.tx)
    try Outranking.check(id, before: visit.who, in: visit.tx)
    guard let account = kept.account, kept.asksForCode else { throw Flaws("", "此人没有设置手机验证码。") }
    try Account.find(account, in: visit.tx).setCodeSecret(nil, in: visit.tx)
    try Session.revokeAll(of: account, in: visit.tx)
    let act = Act("account.reset-codes", on: "account", account, concerning: id, detail: reason, "取消了手机验证码")
    try AuditEntry.write(act, by: visit.who.person, in: kept.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.personAccount(id), saying: "已取消\(kept.name)的手机验证码，登录时只问密码。请提醒本人重新设置。")
}
