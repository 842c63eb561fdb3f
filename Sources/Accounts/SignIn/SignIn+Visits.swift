import Base
import Federation
import Vault
import Web

func showSignIn(_ visit: Visit<Visitor>) throws -> Answer {
    let to = visit.filled["to"]
    if visit.who.session?.stage == .full, !visit.call.isSent { return .see(Path(local: to) ?? Path("/")) }
    return .page(title: "登录", shell: .door, signInPage(visit.filled, visit.site))
}

func showCode(_ visit: Visit<Newcomer>) throws -> Answer {
    guard visit.who.session.stage == .code else { return .see(visit.who.place) }
    return .page(title: "输入验证码", shell: .door, codePage(visit.who.session.name, visit.filled))
}

func showNewPassword(_ visit: Visit<Newcomer>) throws -> Answer {
    guard visit.who.session.stage == .newPassword else { return .see(visit.who.place) }
    return .page(title: "设置新密码", shell: .door, newPasswordPage(visit.filled))
}

func signOut(_ visit: Visit<Visitor>) throws -> Answer {
    if let token = visit.call.sessionToken { try Session.end(token: token, in: visit.tx) }
    if let session = visit.who.session, session.stage == .full {
        let act = Act("account.sign-out", on: "account", session.account, concerning: session.person, "退出登录。")
        try AuditEntry.write(act, by: session.person, in: nil, ring: visit.site.ring, visit.tx)
    }
    return .see(Places.signIn(), saying: "已退出登录。").setting(.noSession)
}

extension Newcomer {
    /// Where the step still to be done is done.
    var place: Path { session.stage == .code ? Places.code() : Places.newPassword() }
}

extension Door {
    func signIn(_ visit: OpenVisit<Visitor>) async throws -> Answer {
        let draft = try SignInDraft(visit.form)
        let attempt = try await visit.store.read { tx in
            try Attempt(draft.name, visit.call, ring: visit.site.ring, in: tx)
        }
        if let until = attempt.until { throw waiting(until: until, field: "name") }
        let isRight = try await isRight(draft.password, for: attempt.account)
        guard isRight, let account = attempt.account else {
            try await visit.store.write { tx in try Throttle.count(attempt.keys, in: tx) }
            throw Flaws("password", "工号或密码不对，请核对后再试。")
        }
        let better = try await rehashed(draft.password, of: account)
        return try await visit.store.write { tx in
            let account = try account.unchanged(in: tx)
            if let better { try account.rehash(better, in: tx) }
            try Throttle.forget(attempt.keys, in: tx)
            return try ComingIn(account: account, call: visit.call, site: visit.site).afterPassword(in: tx)
        }
    }

    func changeFirstPassword(_ visit: OpenVisit<Newcomer>) async throws -> Answer {
        let session = visit.who.session
        guard session.stage == .newPassword else { throw Refusal.signIn }
        let ring = visit.site.ring
        let (account, owner) = try await visit.store.read { tx in
            (try Account.find(session, in: tx), try WellKnown(of: session.person, ring: ring, in: tx))
        }
        let draft = try NewPasswordDraft(visit.form, signInName: account.signInName, owner: owner)
        if try await isRight(draft.password, for: account) {
            throw Flaws("password", "新密码和原来的一样，请换一个。")
        }
        let hash = try await hash(draft.password)
        return try await visit.store.write { tx in
            let account = try account.unchanged(in: tx)
            try account.setPassword(hash: hash, in: tx)
            return try ComingIn(account: account, call: visit.call, site: visit.site)
                .inFull(saying: "新密码已设好，下次用它登录。", in: tx)
        }
    }
}

/// The code of the phone: no slow arithmetic, but a failure must be counted although the form comes again.
func useCode(_ visit: OpenVisit<Newcomer>) async throws -> Answer {
    let session = visit.who.session
    guard session.stage == .code else { throw Refusal.signIn }
    let answer: Answer? = try await visit.store.write { tx in
        let account = try Account.find(session, in: tx)
        let keys = Attempt.codeKeys(account, visit.call, ring: visit.site.ring)
        if let until = try Throttle.waiting(keys, in: tx) { throw waiting(until: until, field: "code") }
        guard try account.takes(visit.form["code"], ring: visit.site.ring, in: tx) else {
            try Throttle.count(keys, in: tx)
            return nil
        }
        try Throttle.forget(keys, in: tx)
        return try ComingIn(account: account, call: visit.call, site: visit.site).afterCode(in: tx)
    }
    guard let answer else { throw Flaws("code", "验证码不对，或者已经用过。请等手机上换了新的再输入。") }
    return answer
}

extension Account {
    /// The account as it is now, if its password is still the one that was checked and it is still open.
    func unchanged(in tx: Transaction) throws -> Account {
        let now = try Account.find(id, in: tx)
        guard now.state == .open, now.storedHash == storedHash else { throw StoreProblem.conflict }
        return now
    }
}
