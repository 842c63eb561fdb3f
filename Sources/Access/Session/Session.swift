public import Base
public import Store
import Vault

/// One device of one account, from signing in until signing out, revocation or expiry. The token is known to the device alone.
public struct Session: Equatable, Sendable {
    /// How far its holder has come in.
    public enum Stage: String, Sendable, Readable, Bindable {
        /// The password was the one given by others and must be changed first.
        case newPassword = "new_password"
        /// The password was right; the code of the phone is still wanting.
        case code
        case full
    }

    /// The digest of the token, in hexadecimal: what the store knows it by.
    public let digest: String
    public let account: ID<Account>
    public let person: ID<Person>
    /// The name to greet with.
    public let name: String
    public let stage: Stage
    public let createdAt: Instant
    public let seenAt: Instant
    public let expiresAt: Instant
    /// The unit whose desk is open, for menus only.
    public let desk: ID<Unit>?
    /// Where it came from when it began, and with what.
    public let address: String
    public let agent: String

    /// How long a session lives without being used.
    public static let idleDays = 14
    /// How often its last use is written down: not at every visit, or reading would be writing.
    public static let touchSeconds = 600

    /// The digest of a token that came over the wire.
    public static func digest(of token: String) -> String { Digest.of(token).hex }
}
