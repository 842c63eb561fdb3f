public import Base
public import Vault
public import Web

/// Opens the account of a person, or takes the one they have, and makes a set-up link for it: how the first
/// officer comes in.
///
/// For the command line, where nobody is signed in yet; the chain names no actor. Gives the address to open,
/// which is told once.
/// Fails as `StoreProblem.notUnique` when another person has the sign-in name.
public func openFirstAccount(
    for person: ID<Person>, signInName: String, name: String, ring: KeyRing, in tx: Transaction
) throws -> Path {
    let id =
        try Account.first(of: person, in: tx)?.id
        ?? Account.insert(for: person, signInName: signInName, name: name, in: tx)
    let token = try SetUpLink.make(for: id, by: nil, in: tx)
    let act = Act("account.open", on: "account", id, concerning: person, "在服务器上开通了账号，做了一次性链接。")
    try AuditEntry.write(act, by: nil, in: nil, ring: ring, tx)
    return Places.setUp(token)
}
