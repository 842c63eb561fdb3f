/// Finds a sealed value by its exact text without opening anything: a keyed digest, kept in a column beside the
/// sealed one.
///
/// Who has the database but not the ring cannot test guesses against it. It does show which rows hold the same value.
/// The text must be normalised by the caller first (`IdentityNumber.digits`, `Phone.digits`).
public enum BlindIndex {
    /// 32 lowercase digits. `purpose` names what is looked up, such as `identity`: the same text differs between
    /// purposes.
    public static func of(_ text: String, purpose: StaticString, ring: KeyRing) -> String {
        let name = "\(purpose)"
        let input = [UInt8(truncatingIfNeeded: name.utf8.count)] + Array(name.utf8) + Array(text.utf8)
        return Hex.encode(KeyedDigest.short(input, key: ring.key(.index).bytes))
    }
}
