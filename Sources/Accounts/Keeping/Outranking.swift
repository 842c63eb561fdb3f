import Base
import Web

/// Whether an officer may have a hand in somebody's account.
///
/// Who can make a set-up link for an account can sign in to it. So nobody does for one with rights that are not
/// theirs, or keeping accounts in a branch would be a way to every right of a member who holds a post in the city.
/// Nor for oneself: there one's own password is asked for.
enum Outranking: Sendable, Equatable {
    case oneself
    /// They hold, or will hold, a permission where the officer does not hold it.
    case hasMore
    /// Nothing stands in the way.
    case none

    var words: String? {
        switch self {
        case .oneself: "这是您自己的账号，请到“账号与安全”里办理。"
        case .hasMore: "此人担任的工会职务有您没有的权限，账号请由上级工会办理。"
        case .none: nil
        }
    }

    /// `theirs` may begin later: a link printed today would still be good then.
    init(_ person: ID<Person>, holding theirs: [Grant], before officer: Officer) {
        let own = officer.member.visitor.grants
        let isCovered = theirs.allSatisfy { grant in
            own.contains { $0.permission == grant.permission && $0.reach.covers(grant.reach) }
        }
        self = person == officer.person ? .oneself : isCovered ? .none : .hasMore
    }

    /// The same for several people, by person.
    static func all(
        _ people: [ID<Person>], before officer: Officer, in tx: Transaction
    ) throws -> [ID<Person>: Outranking] {
        let held = try Grant.standing(of: people, from: tx.today, in: tx)
        let pairs = people.map { ($0, Outranking($0, holding: held[$0] ?? [], before: officer)) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Fails with the words of what stands in the way.
    static func check(_ person: ID<Person>, before officer: Officer, in tx: Transaction) throws {
        if let words = try all([person], before: officer, in: tx)[person]?.words { throw Flaws("", words) }
    }
}
