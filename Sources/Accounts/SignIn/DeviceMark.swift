import Base
import Vault
import Web

/// The mark of a device that signed in before: a random name and, for each account it signed in to, a proof that
/// we said so.
///
/// Failures on a marked device are counted for the device alone, so strangers' failures never stop its owner.
struct DeviceMark: Equatable {
    let name: String
    private let proofs: [String]

    /// How many accounts share a device: a staff room's computer remembers the last four.
    private static let mostAccounts = 4

    private init(name: String, proofs: [String]) {
        self.name = name
        self.proofs = proofs
    }

    /// What the browser sent. Whether it proves anything shows only with an account.
    init?(_ cookie: String?) {
        let parts = (cookie ?? "").split(separator: ".").map(String.init)
        guard let name = parts.first, parts.count <= 1 + Self.mostAccounts else { return nil }
        self.init(name: name, proofs: Array(parts.dropFirst()))
    }

    static func fresh() -> DeviceMark { DeviceMark(name: Secret.token(bytes: 12), proofs: []) }

    /// What the browser keeps.
    var text: String { ([name] + proofs).joined(separator: ".") }

    /// Whether it signed in to the account in full before.
    func isKnown(to account: ID<Account>, ring: KeyRing) -> Bool {
        let right = Array(proof(account, ring).utf8)
        return proofs.contains { equalInConstantTime(Array($0.utf8), right) }
    }

    /// The mark after signing in to the account.
    func adding(_ account: ID<Account>, ring: KeyRing) -> DeviceMark {
        let proof = proof(account, ring)
        let others = proofs.filter { $0 != proof }.suffix(Self.mostAccounts - 1)
        return DeviceMark(name: name, proofs: others + [proof])
    }

    /// 32 bytes, where form tokens under the same key have 16: the two can never be taken for each other.
    private func proof(_ account: ID<Account>, _ ring: KeyRing) -> String {
        Base64URL.encode(KeyedDigest.long(Array("\(name) \(account)".utf8), key: ring.key(.session).bytes))
    }
}
