public import Base
public import Store
public import Vault

extension AuditEntry {
    /// The details of a person's entries, in their order, with the person's key fetched once; nil where it was destroyed.
    public static func openDetails(
        of entries: [AuditEntry], concerning person: ID<Person>, ring: KeyRing, in tx: Transaction
    ) throws -> [String?] {
        guard entries.contains(where: { !$0.detail.isEmpty }) else { return entries.map { _ in "" } }
        let key = try PersonalKey.first(of: person, ring: ring, in: tx)
        return try entries.map { entry in
            guard !entry.detail.isEmpty else { return "" }
            let context = SealContext(table: "audit_entry", column: "detail", row: entry.id)
            return try key.map { try $0.openText(Sealed(entry.detail), for: context) }
        }
    }

    /// How many acts of others concern a person since a point in time.
    public static func count(
        concerning person: ID<Person>, byOthersSince instant: Instant, in tx: Transaction
    ) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM audit_entry
             WHERE concerns = \(person) AND (actor IS NULL OR actor <> \(person)) AND at >= \(instant)
            """) ?? 0
    }
}
