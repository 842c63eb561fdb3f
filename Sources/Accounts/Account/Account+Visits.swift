import Base
import Federation
import Vault
import Web

func showAccount(_ visit: Visit<Member>) throws -> Answer {
    let account = try Account.find(visit.who.account, in: visit.tx)
    let sessions = try Session.all(of: account.id, in: visit.tx)
    let own = visit.who.visitor.session?.digest ?? ""
    return .page(
        title: "账号与安全", shell: .member(), json: accountJSON(account, sessions, own: own),
        accountPage(account, sessions, own: own, visit.filled))
}

extension Door {
    func changePassword(_ visit: OpenVisit<Member>) async throws -> Answer {
        if let earlier = try await visit.earlierAnswer() { return earlier }
        let (member, ring) = (visit.who, visit.site.ring)
        let (account, owner) = try await visit.store.read { tx in
            (try Account.find(member.account, in: tx), try WellKnown(of: member.person, ring: ring, in: tx))
        }
        let draft = try NewPasswordDraft(visit.form, signInName: account.signInName, owner: owner)
        try await prove(visit.form["old"], of: account, field: "old", visit)
        guard visit.form["old"] != draft.password else { throw Flaws("password", "新密码和原来的一样，请换一个。") }
        let hash = try await hash(draft.password)
        return try await visit.writeOnce { tx in
            let account = try account.unchanged(in: tx)
            try account.setPassword(hash: hash, keeping: visit.who.visitor.session?.digest ?? "", in: tx)
            let act = Act("account.change-password", on: "account", account.id, concerning: account.person, "修改了密码。")
            try AuditEntry.write(act, by: account.person, in: nil, ring: visit.site.ring, tx)
            return .see(Places.account(), saying: "密码已改好。其他设备都已退出，要用新密码重新登录。")
        }
    }

    /// Fails unless this is the account's password. Counted for the account, so that a stolen session is no
    /// place to guess.
    func prove(_ password: String, of account: Account, field: String, _ visit: OpenVisit<Member>) async throws {
        let keys = ["own:\(account.id)"]
        let until = try await visit.store.read { tx in try Throttle.waiting(keys, in: tx) }
        if let until { throw waiting(until: until, field: field) }
        guard try await isRight(password, for: account) else {
            try await visit.store.write { tx in try Throttle.count(keys, in: tx) }
            throw Flaws(field, "密码不对，请核对后再试。")
        }
    }
}
