import Accounts
import Federation
import Vault
import Web

/// The first person of a federation: its administrator, from whom all other posts come. Founds the federation's own
/// unit when there
/// is none.
struct FirstOfficer: Sendable {
    let signInName: String
    let name: String
    let level: UnitLevel

    init(_ order: Order) throws(StartProblem) {
        signInName = order.words[1]
        name = try order.needed("name")
        guard let level = UnitLevel(rawValue: order.first("level") ?? UnitLevel.municipal.rawValue) else {
            let levels = UnitLevel.allCases.map(\.rawValue).joined(separator: "、")
            throw .order("选项 --level 的值不对，应为 \(levels)。")
        }
        self.level = level
    }

    /// Gives the address at which they set their password. The chain says that it was done on the machine.
    func enter(_ federation: Installation.Federation, ring: KeyRing, in tx: Transaction) throws -> Path {
        guard try Account.first(signingInAs: signInName, in: tx) == nil else {
            throw StartProblem("登录名“\(signInName)”已经有人使用。要给他新的链接，请用 unionhome account link。")
        }
        let unit = try top(federation, in: tx)
        let person = try PersonEntry.insert(
            PersonDraft(name: name, sex: .unknown, bornOn: nil), ring: ring, in: tx)
        let post = PostDraft(person: person, kind: .administrator, from: tx.today, paper: nil)
        _ = try Post.insert(post, in: unit, tx)
        return try openFirstAccount(for: person, signInName: signInName, name: name, ring: ring, in: tx)
    }

    private func top(_ federation: Installation.Federation, in tx: Transaction) throws -> UnitEntry {
        let found: ID<Unit>? = try tx.value("SELECT id FROM unit WHERE parent_id IS NULL ORDER BY id LIMIT 1")
        if let found { return try UnitEntry.unscoped(found, in: tx) }
        let draft = UnitDraft(
            name: federation.title, shortName: federation.title, code: nil, level: level, kind: .industrial,
            foundedOn: tx.today)
        return try UnitEntry.insert(draft, under: nil, in: tx)
    }
}
