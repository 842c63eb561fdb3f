import Base
import Vault
import Web

func showCodes(_ visit: Visit<Member>) throws -> Answer {
    let account = try Account.find(visit.who.account, in: visit.tx)
    guard !account.asksForCode else {
        return .page(title: "手机验证码", shell: .member(), removalPage(visit.filled))
    }
    // The same secret comes again with a wrong code, or the phone that scanned it would be of no use.
    let sent = visit.call.isSent ? try? account.offered(visit.filled["offer"], ring: visit.site.ring) : nil
    let phone = sent ?? .fresh()
    let offer = account.offer(phone, ring: visit.site.ring)
    let uri = phone.uri(account: account.signInName, issuer: "教工之家")
    return .page(title: "设置手机验证码", shell: .member(), codesPage(phone, uri: uri, offer: offer, visit.filled))
}

func setUpCodes(_ visit: Visit<Member>) throws -> Answer {
    let account = try Account.find(visit.who.account, in: visit.tx)
    guard !account.asksForCode else { throw Flaws("", "手机验证码已经设置过了。要换手机，请先取消。") }
    let phone = try account.offered(visit.form["offer"], ring: visit.site.ring)
    guard let step = phone.match(visit.form["code"], at: visit.tx.now, after: nil) else {
        throw Flaws("code", "验证码不对。请等手机上换了新的再输入，并看看手机的时间准不准。")
    }
    try account.setUp(phone, step: step, ring: visit.site.ring, in: visit.tx)
    let act = Act("account.set-codes", on: "account", account.id, concerning: account.person, "设置了手机验证码。")
    try AuditEntry.write(act, by: account.person, in: nil, ring: visit.site.ring, visit.tx)
    return .see(Places.account(), saying: "手机验证码已设好，下次登录时会问。")
}

extension Door {
    func removeCodes(_ visit: OpenVisit<Member>) async throws -> Answer {
        if let earlier = try await visit.earlierAnswer() { return earlier }
        let account = try await visit.store.read { tx in try Account.find(visit.who.account, in: tx) }
        guard account.asksForCode else { return .see(Places.account()) }
        try await prove(visit.form["password"], of: account, field: "password", visit)
        return try await visit.writeOnce { tx in
            try account.unchanged(in: tx).setCodeSecret(nil, in: tx)
            let act = Act("account.remove-codes", on: "account", account.id, concerning: account.person, "取消了手机验证码。")
            try AuditEntry.write(act, by: account.person, in: nil, ring: visit.site.ring, tx)
            return .see(Places.account(), saying: "手机验证码已取消，登录时只问密码。")
        }
    }
}

extension Account {
    private var offerPlace: SealContext { SealContext(table: "account", column: "code_offer", row: id) }

    /// A secret on its way to the phone and back, readable by nobody but us and good for this account only.
    func offer(_ phone: TOTP, ring: KeyRing) -> String {
        Base64URL.encode(ring.seal(phone.secret, for: offerPlace).bytes)
    }

    func offered(_ text: String, ring: KeyRing) throws -> TOTP {
        guard let bytes = Base64URL.decode(text), let secret = try? ring.open(Sealed(bytes), for: offerPlace) else {
            throw Flaws("", "这一页放得太久了，请刷新后重新扫码。")
        }
        return TOTP(secret: secret)
    }
}
