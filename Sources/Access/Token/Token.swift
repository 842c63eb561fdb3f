public import Base
import Vault

/// What a token lets a program do: a noun, a dot, a verb, and the permission that its maker must hold for it.
public struct Scope: Hashable, Sendable {
    /// `members.read`
    public let name: String
    /// `读取会员`
    public let sentence: String
    public let needs: Permission

    public init(_ name: StaticString, _ sentence: String, needs permission: Permission) {
        self.name = name.description
        self.sentence = sentence
        needs = permission
    }
}

/// A program's key to a part of the tree (接口令牌): made by an officer for one purpose, until a day.
///
/// It is known to the program alone; the store has its digest. It never lets a program do more than its maker may do on the
/// day of the call: what is asked is the maker's grants of today, narrowed to the token's unit and scopes.
public struct Token: Equatable, Sendable {
    public let id: ID<Token>
    /// The first token of its line: one that replaces another keeps it, and with it the caller's own keys.
    public let family: ID<Token>
    public let maker: ID<Person>
    public let makerAccount: ID<Account>
    public let makerName: String
    public let unit: ID<Unit>
    /// Follows the unit when it moves.
    public let unitPath: String
    /// What it is for, in the maker's words.
    public let purpose: String
    /// How it begins, so that people can tell which one lies in a drawer.
    public let hint: String
    /// Names of scopes, in order.
    public let scopes: [String]
    /// Where it may be used from; anywhere when there are none.
    public let addresses: [AddressRange]
    public let madeAt: Instant
    public let expiresAt: Instant
    public let revokedAt: Instant?
    public let usedAt: Instant?
    public let usedFrom: String
    public let calls: Int

    /// How many days after the one on which it is made its last may lie.
    public static let mostDays = 365

    /// Every token begins so, that scanners of leaked files may know it.
    public static let prefix = "uhk_"

    /// The digest that the store knows a token by.
    public static func digest(of secret: String) -> String { Digest.of(secret).hex }

    public func isLive(at now: Instant) -> Bool { revokedAt == nil && expiresAt > now }

    /// The last day on which it may be used.
    public var lastDay: Day { expiresAt.adding(seconds: -1).day }

    /// Why a call is not let in. Told to whoever holds the token, for nobody else gets so far.
    public enum Problem: Explained, Equatable {
        case none
        case unknown
        case expired
        case revoked
        case closed
        case elsewhere(String)

        public var words: String {
            switch self {
            case .none: "请求里没有令牌。请在 Authorization 头里写 Bearer 加令牌。"
            case .unknown: "没有这个令牌，请核对是否抄全。"
            case .expired: "令牌已到期，请由工会干部重新制作。"
            case .revoked: "令牌已作废。"
            case .closed: "制作令牌的干部账号已停用，请由在任干部重新制作。"
            case .elsewhere(let address): "这个令牌不能从 \(address) 使用。"
            }
        }
    }
}

/// What a token is made from.
public struct TokenDraft: Sendable {
    public let unit: ID<Unit>
    public let unitPath: String
    public let purpose: String
    public let scopes: [String]
    public let addresses: [AddressRange]
    /// The last day on which it may be used.
    public let lastDay: Day

    public init(
        unit: ID<Unit>, unitPath: String, purpose: String, scopes: [String], addresses: [AddressRange], lastDay: Day
    ) {
        self.unit = unit
        self.unitPath = unitPath
        self.purpose = purpose
        self.scopes = scopes
        self.addresses = addresses
        self.lastDay = lastDay
    }
}
