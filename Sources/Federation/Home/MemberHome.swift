import Web

/// What a member's first page says, as far as it exists.
struct MemberHome: Sendable {
    let name: String
    let now: Instant
    let spell: Membership?
    /// The names of the units from the top down to one's own.
    let chain: [String]
    /// How often others looked at or changed one's file in the last days.
    let looks: Int
    let account: Account?

    /// The days that `looks` counts.
    static let days = 30

    init(of member: Member, in tx: Transaction) throws {
        name = member.name
        now = tx.now
        spell = try Membership.current(of: member.person, in: tx)
        chain = try spell.map { try UnitEntry.names(along: $0.unitPath, in: tx) } ?? []
        let since = tx.now.adding(days: -Self.days)
        looks = try PersonMerge.selves(of: member.person, in: tx).reduce(0) { sum, one in
            try sum + AuditEntry.count(concerning: one, byOthersSince: since, in: tx)
        }
        account = try Account.first(of: member.person, in: tx)
    }

    /// Whole years since joining.
    var years: Int? { spell?.joinedOn.map { $0.age(on: now.day) } }

    /// `周老师，下午好`.
    var greeting: String { "\(Surnames.surname(of: name))老师，\(Self.hello(at: now))" }

    static func hello(at now: Instant) -> String {
        switch now.secondOfDay / 3600 {
        case 5..<9: "早上好"
        case 9..<12: "上午好"
        case 12..<14: "中午好"
        case 14..<18: "下午好"
        default: "晚上好"
        }
    }

    var sentence: String {
        guard let spell, let unit = chain.last else { return "您现在没有会籍。有疑问请联系本单位工会。" }
        return spell.state == .active ? "您是\(unit)的会员。" : "您在\(unit)的会籍状态是“\(spell.state.words)”。"
    }

    var json: JSON {
        [
            "name": JSON(name), "unit": JSON(chain.last), "number": JSON(spell?.number),
            "state": JSON(spell?.state.rawValue), "joined_on": JSON(spell?.joinedOn), "looks": JSON(looks),
        ]
    }
}
