public import Vault
public import Web

/// What colleagues know of somebody and what therefore may not be in their password: birthday and phone.
public struct WellKnown: Sendable {
    public let birthday: Day?
    public let phone: Phone?

    /// Nothing is known: for an account without a person in the register.
    public init() {
        birthday = nil
        phone = nil
    }

    /// Of the person whose password is being set; nobody else is ever told.
    public init(of person: ID<Person>, ring: KeyRing, in tx: Transaction) throws {
        let entry: PersonEntry? = try tx.first("SELECT \(PersonEntry.columns) FROM person p WHERE p.id = \(person)")
        birthday = entry?.bornOn
        phone = try entry?.fullPhone(ring).flatMap { try? Phone($0) }
    }
}
