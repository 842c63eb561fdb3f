import CSodium

/// What one guess at a password costs: passes over memory, and the memory.
public struct PasswordCost: Equatable, Sendable {
    public let passes: Int
    /// In bytes.
    public let memory: Int

    public init(passes: Int, memory: Int) {
        self.passes = passes
        self.memory = memory
    }

    /// Two passes over 64 MiB: what libsodium advises for people who wait.
    public static let interactive = PasswordCost(
        passes: Int(crypto_pwhash_opslimit_interactive()), memory: crypto_pwhash_memlimit_interactive())

    /// As little as the algorithm allows. For tests and demos only: it protects nothing.
    public static let minimum = PasswordCost(
        passes: Int(crypto_pwhash_opslimit_min()), memory: crypto_pwhash_memlimit_min())
}

/// Password hashing by Argon2id.
///
/// Slow on purpose: about a tenth of a second and 64 MiB each at `interactive`. Run it on `Arithmetic`, never on the
/// pool and never inside a transaction, or one sign-in holds up everybody.
public enum Password {
    /// The memory for a hash could not be had; try again later.
    public struct OutOfMemory: Error {}

    /// The text to store: it holds algorithm, cost, salt and hash.
    public static func hash(_ password: String, cost: PasswordCost) throws(OutOfMemory) -> String {
        wakeSodium()
        var out = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let done = crypto_pwhash_str(
            &out, password, UInt64(password.utf8.count), UInt64(cost.passes), cost.memory)
        guard done == 0 else { throw OutOfMemory() }
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this is the password behind the stored text; a text that is no hash is answered with no.
    public static func verify(_ password: String, against stored: String) -> Bool {
        wakeSodium()
        guard stored.utf8.count < crypto_pwhash_strbytes() else { return false }
        return crypto_pwhash_str_verify(stored, password, UInt64(password.utf8.count)) == 0
    }

    /// Whether the stored text was made at another cost, so that the next good sign-in should hash anew.
    public static func needsRehash(_ stored: String, cost: PasswordCost) -> Bool {
        wakeSodium()
        guard stored.utf8.count < crypto_pwhash_strbytes() else { return true }
        return crypto_pwhash_str_needs_rehash(stored, UInt64(cost.passes), cost.memory) != 0
    }
}
