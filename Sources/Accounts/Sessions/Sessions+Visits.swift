import Base
import Web

func endSession(_ visit: Visit<Member>, _ digest: String) throws -> Answer {
    try Session.revoke(digest, of: visit.who.account, in: visit.tx)
    try noteEnding("在别的设备上退出了登录。", visit)
    let isOwn = visit.who.visitor.session?.digest == digest
    guard isOwn else { return .see(Places.account().at("devices"), saying: "那台设备已退出登录。") }
    return .see(Places.signIn(), saying: "已退出登录。").setting(.noSession)
}

func endOtherSessions(_ visit: Visit<Member>) throws -> Answer {
    let own = visit.who.visitor.session?.digest ?? ""
    try Session.revokeAll(of: visit.who.account, but: own, in: visit.tx)
    try noteEnding("在其他所有设备上退出了登录。", visit)
    return .see(Places.account().at("devices"), saying: "除了这台设备，其他的都已退出登录。")
}

private func noteEnding(_ words: String, _ visit: Visit<Member>) throws {
    let act = Act("session.end", on: "account", visit.who.account, concerning: visit.who.person, words)
    try AuditEntry.write(act, by: visit.who.person, in: nil, ring: visit.site.ring, visit.tx)
}
