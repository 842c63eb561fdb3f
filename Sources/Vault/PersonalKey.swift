public import Base

/// A key of one person, under which the details of their audit entries are sealed.
///
/// The chain of entries can never be shortened, and a person has a right to be forgotten. So the chain holds the
/// sealed details, this key stands in a row of its own, itself sealed under the ring, and deleting that row erases
/// the person everywhere at once, old backups of the chain included.
public struct PersonalKey: Sendable {
    private let bytes: [UInt8]

    /// A new key, from nothing that could be drawn again.
    public static func fresh() -> PersonalKey { PersonalKey(bytes: Secret.bytes(32)) }

    /// The key as its row keeps it.
    public func sealed(under ring: KeyRing, of person: ID<Person>) -> Sealed {
        ring.seal(bytes, for: Self.place(person))
    }

    /// The key out of its row.
    public static func open(
        _ sealed: Sealed, under ring: KeyRing, of person: ID<Person>
    ) throws(Sealed.Problem) -> PersonalKey {
        let bytes = try ring.open(sealed, for: place(person))
        guard bytes.count == 32 else { throw .malformed }
        return PersonalKey(bytes: bytes)
    }

    /// The key's row under the newest key of the ring; nothing if it is already.
    public static func reseal(
        _ sealed: Sealed, under ring: KeyRing, of person: ID<Person>
    ) throws(Sealed.Problem) -> Sealed? {
        try ring.reseal(sealed, for: place(person))
    }

    /// Seals a detail for its place.
    public func seal(_ plain: String, for context: SealContext) -> Sealed {
        Sealed(SealBox.close(Array(plain.utf8), format: SealBox.personFormat, id: 0, key: bytes, context))
    }

    /// The detail that was sealed for this place by this key; by any other key it is `tampered`.
    public func openText(_ sealed: Sealed, for context: SealContext) throws(Sealed.Problem) -> String {
        _ = try SealBox.keyID(of: sealed.bytes, format: SealBox.personFormat)
        let plain = try SealBox.open(sealed.bytes, key: bytes, context)
        guard let text = String(validating: plain, as: UTF8.self) else { throw .notText }
        return text
    }

    /// Where a person's key is sealed.
    public static func place(_ person: ID<Person>) -> SealContext {
        SealContext(table: "personal_key", column: "key", row: person)
    }
}
