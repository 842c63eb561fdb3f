import Couriers
import Vault
import Web

/// The address for letters that a person has given themselves: sealed, and told to nobody.
enum MailContact {
    static func place(_ person: ID<Person>) -> SealContext {
        SealContext(table: "mail_contact", column: "address_sealed", row: person)
    }

    static func address(of person: ID<Person>, ring: KeyRing, in tx: Transaction) throws -> MailAddress? {
        let bytes: [UInt8]? = try tx.value("SELECT address_sealed FROM mail_contact WHERE person_id = \(person)")
        guard let bytes else { return nil }
        return try? MailAddress(try ring.openText(Sealed(bytes), for: place(person)))
    }

    /// Takes an address over; nil forgets it.
    static func set(_ address: MailAddress?, of person: ID<Person>, ring: KeyRing, _ tx: Transaction) throws {
        try tx.run("DELETE FROM mail_contact WHERE person_id = \(person)")
        guard let address else { return }
        let sealed = ring.seal(address.text, for: place(person))
        try tx.run(
            """
            INSERT INTO mail_contact (person_id, address_sealed, set_at)
            VALUES (\(person), \(sealed.bytes), \(tx.now))
            """)
    }
}
