import Base
import Federation
import Web

/// A member with what the house knows of their account, as the officers see it who keep accounts.
struct KeptAccount: Sendable, Equatable {
    /// How far a member has come on the way to signing in.
    enum Standing: String, CaseIterable, Sendable, Readable {
        /// There is no account.
        case none
        /// There is one without a password: its person has not used the slip.
        case waiting
        case open
        case closed

        var words: String {
            switch self {
            case .none: "未开通"
            case .waiting: "未设密码"
            case .open: "正常"
            case .closed: "停用"
            }
        }

        var tone: Tone {
            switch self {
            case .none: .plain
            case .waiting: .due
            case .open: .pine
            case .closed: .bad
            }
        }
    }

    let person: ID<Person>
    let name: String
    let number: String?
    let unit: ID<Unit>
    let unitName: String
    /// Of the base union, for a sign-in name where the number alone is taken.
    let baseCode: String?
    let key: MemberKey
    /// nil while there is no account.
    let account: ID<Account>?
    let signInName: String?
    let standing: Standing
    let asksForCode: Bool
    let signedInAt: Instant?
    /// Until when a slip that was printed is good; nil when none is out.
    let slipUntil: Instant?
}

extension KeptAccount: Record {
    /// Over the tables that `all` joins.
    static let columns: SQL = """
        m.person_id, p.name, m.number, m.unit_id, u.short_name, b.code AS base_code, m.unit_path, m.name_key, m.id,
        a.id AS account_id, a.sign_in_name, a.signed_in_at,
        CASE WHEN a.id IS NULL THEN 'none' WHEN a.state = 'closed' THEN 'closed'
             WHEN a.password_hash IS NULL THEN 'waiting' ELSE 'open' END AS standing,
        CASE WHEN a.code_secret IS NULL THEN 0 ELSE 1 END AS asks_for_code,
        (SELECT max(l.expires_at) FROM set_up_link l WHERE l.account_id = a.id) AS slip_until
        """

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        name = try row.read("name")
        number = try row.read("number")
        unit = try row.read("unit_id")
        unitName = try row.read("short_name")
        baseCode = try row.read("base_code")
        key = MemberKey(
            unitPath: try row.read("unit_path"), nameKey: try row.read("name_key"), id: try row.read("id"))
        account = try row.read("account_id")
        signInName = try row.read("sign_in_name")
        standing = try row.read("standing")
        let asks: Int = try row.read("asks_for_code")
        asksForCode = asks == 1
        signedInAt = try row.read("signed_in_at")
        slipUntil = try row.read("slip_until")
    }

    var json: JSON {
        [
            "id": JSON(person), "name": JSON(name), "number": JSON(number), "unit": JSON(unit),
            "unit_name": JSON(unitName), "sign_in_name": JSON(signInName), "state": JSON(standing.rawValue),
            "signed_in_at": JSON(signedInAt?.iso), "slip_until": JSON(slipUntil?.iso),
        ]
    }
}
