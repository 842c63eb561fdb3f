import Base
import Vault
import Web

extension Account {
    /// Where the secret of the phone's codes is sealed.
    static func codePlace(_ id: ID<Account>) -> SealContext {
        SealContext(table: "account", column: "code_secret", row: id)
    }

    /// Takes a code of the phone, once. False for a wrong one and for one that was used.
    func takes(_ code: String, ring: KeyRing, in tx: Transaction) throws -> Bool {
        guard let codeSecret else { return false }
        let phone = TOTP(secret: try ring.open(Sealed(codeSecret), for: Self.codePlace(id)))
        guard let step = phone.match(code, at: tx.now, after: codeStep) else { return false }
        return try useCode(step: step, in: tx)
    }

    /// Sets up the codes of a phone that has shown a right one, which is used up by it.
    func setUp(_ phone: TOTP, step: Int64, ring: KeyRing, in tx: Transaction) throws {
        try setCodeSecret(ring.seal(phone.secret, for: Self.codePlace(id)).bytes, in: tx)
        _ = try useCode(step: step, in: tx)
    }
}
