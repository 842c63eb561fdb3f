public import Base
public import Store

/// How one person signs in to one federation. There is one account a person, and it never has a default password.
public struct Account: Equatable, Sendable {
    /// Whether it may be used.
    public enum State: String, Sendable, Readable, Bindable {
        case open
        /// Closed by an officer, or because its person left.
        case closed
    }

    public let id: ID<Account>
    public let person: ID<Person>
    /// What is typed to sign in: a staff number as a rule, unique in the federation, in lower case.
    public let signInName: String
    /// The name to greet with, as in the register.
    public let name: String
    public let state: State
    /// The Argon2id hash; nil until the set-up link was used.
    let passwordHash: String?
    public let mustChange: Bool
    /// The sealed secret of the phone's codes; nil while none is set up.
    public let codeSecret: [UInt8]?
    /// The last time step a code was taken for, so that none is taken twice.
    public let codeStep: Int64?
    public let createdAt: Instant
    public let signedInAt: Instant?

    public var hasPassword: Bool { passwordHash != nil }
    public var asksForCode: Bool { codeSecret != nil }

    /// The hash to check a password against, slowly, outside any transaction.
    public var storedHash: String? { passwordHash }

    /// What was typed, as sign-in names are kept: no blanks, half-width, lower case.
    public static func normalized(_ typed: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars where !scalar.properties.isWhitespace {
            let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
            out.append(isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
        }
        return String(out).lowercased()
    }
}
