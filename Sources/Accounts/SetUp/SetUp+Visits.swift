import Base
import Federation
import Vault
import Web

func showSetUp(_ visit: Visit<Visitor>, _ token: String) throws -> Answer {
    guard let link = try SetUpLink.first(token: token, in: visit.tx) else { return spentLink }
    return .page(title: "设置密码", shell: .door, setUpPage(link, token, visit.filled))
}

extension Door {
    func setUp(_ visit: OpenVisit<Visitor>, _ token: String) async throws -> Answer {
        if let earlier = try await visit.earlierAnswer() { return earlier }
        let ring = visit.site.ring
        let found = try await visit.store.read { tx in
            try SetUpLink.first(token: token, in: tx).map { link in
                let person = try Account.first(signingInAs: link.signInName, in: tx)?.person
                return (link, try person.map { try WellKnown(of: $0, ring: ring, in: tx) } ?? WellKnown())
            }
        }
        guard let (link, owner) = found else { return spentLink }
        let draft = try NewPasswordDraft(visit.form, signInName: link.signInName, owner: owner)
        let hash = try await hash(draft.password)
        do {
            return try await visit.writeOnce { tx in
                let account = try SetUpLink.use(token: token, in: tx)
                try account.setPassword(hash: hash, in: tx)
                let act = Act(
                    "account.set-up", on: "account", account.id, concerning: account.person, "用一次性链接设置了密码。")
                try AuditEntry.write(act, by: account.person, in: nil, ring: visit.site.ring, tx)
                return try ComingIn(account: account, call: visit.call, site: visit.site).afterSetUp(in: tx)
            }
        } catch Refusal.missing {
            return spentLink
        }
    }
}

extension ComingIn {
    /// The step after a set-up link: the phone's code where one is set up, or a link would go round it.
    func afterSetUp(in tx: Transaction) throws -> Answer {
        account.asksForCode
            ? try afterPassword(in: tx) : try inFull(saying: "密码已设好。下次用 \(account.signInName) 登录。", in: tx)
    }
}

private let spentLink = Answer.page(title: "这个链接不能再用了", shell: .door, status: 410, spentLinkPage())
