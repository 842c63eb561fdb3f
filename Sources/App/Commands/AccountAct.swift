import Vault
import Web

/// What `unionhome account` does.
enum AccountAct: String, Sendable {
    /// A link for whoever has no password yet, or has lost it; their sessions stay.
    case link
    /// The same, and everything that lets the old holder in is taken away: sessions and the codes of a phone.
    case reset

    /// Makes the link and writes it into the federation's own audit chain: whoever has the machine can do this, but
    /// not unseen.
    func token(for signInName: String, ring: KeyRing, in tx: Transaction) throws -> String {
        guard let account = try Account.first(signingInAs: signInName, in: tx) else {
            throw StartProblem("没有登录名为“\(signInName)”的账号。")
        }
        guard account.state == .open else { throw StartProblem("账号“\(signInName)”已经停用，请先由工会干部启用。") }
        if self == .reset {
            try Session.revokeAll(of: account.id, in: tx)
            try account.setCodeSecret(nil, in: tx)
        }
        let token = try SetUpLink.make(for: account.id, by: nil, in: tx)
        try AuditEntry.write(act(on: account), by: nil, in: nil, ring: ring, tx)
        return token
    }

    private func act(on account: Account) -> Act {
        switch self {
        case .link: Act("account.link", on: "account", account.id, concerning: account.person, "在服务器上生成了设置密码的链接")
        case .reset: Act("account.reset", on: "account", account.id, concerning: account.person, "在服务器上重置了账号")
        }
    }
}

/// The keys of a federation.
func keyRing(of name: String, in installation: Installation) throws -> KeyRing {
    try KeyRing.load(from: keyFile(of: name, in: installation))
}
