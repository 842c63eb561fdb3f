import Base
import Federation
import Vault
import Web

/// A slip of paper by which a member sets the password of their account: made once, shown once, kept nowhere.
struct Slip: Sendable {
    let name: String
    let unitName: String
    let signInName: String
    /// The path of the one-time link, without the host.
    let path: Path
    let expiresAt: Instant
    /// Why the sign-in name is not the staff number; nil when it is, or was given earlier.
    let remark: String?

    /// How many are made at once.
    static let most = 500
}

/// Slips that were made in one act, and those for whom none was.
struct SlipBatch: Sendable {
    let madeAt: Instant
    private(set) var slips: [Slip] = []
    private(set) var left: [(name: String, why: String)] = []

    /// Opens accounts where there are none, and makes each a new link; an earlier one is void by it. Those whose
    /// account is closed, or has rights beyond the officer's, are left out and named.
    init(
        for people: [KeptAccount], by officer: Officer, in unit: ID<Unit>, ring: KeyRing, _ tx: Transaction
    ) throws {
        madeAt = tx.now
        let ranks = try Outranking.all(people.map(\.person), before: officer, in: tx)
        var names = try SignInNames(for: people, in: tx)
        for person in people {
            if let words = ranks[person.person]?.words {
                left.append((person.name, words))
            } else if person.standing == .closed {
                left.append((person.name, "账号已停用，请先恢复。"))
            } else {
                slips.append(try Self.slip(for: person, &names, by: officer, in: unit, ring: ring, tx))
            }
        }
    }

    private static func slip(
        for person: KeptAccount, _ names: inout SignInNames, by officer: Officer, in unit: ID<Unit>, ring: KeyRing,
        _ tx: Transaction
    ) throws -> Slip {
        var given = (name: person.signInName ?? "", remark: String?.none)
        let account: ID<Account>
        if let known = person.account {
            account = known
        } else {
            given = names.take(for: person, &tx.dice)
            account = try Account.insert(for: person.person, signInName: given.name, name: person.name, in: tx)
        }
        let token = try SetUpLink.make(for: account, by: officer.person, in: tx)
        let words = person.account == nil ? "开通账号，打印了开通单" : "重新打印了开通单"
        let act = Act("account.slip", on: "account", account, concerning: person.person, words)
        try AuditEntry.write(act, by: officer.person, in: unit, ring: ring, tx)
        return Slip(
            name: person.name, unitName: person.unitName, signInName: given.name, path: Places.setUp(token),
            expiresAt: tx.now.adding(days: SetUpLink.days), remark: given.remark)
    }
}

/// Sign-in names for new accounts, none taken and none given twice.
struct SignInNames {
    private var taken: Set<String>

    /// Asks once which of the names that these people would get are taken.
    init(for people: [KeptAccount], in tx: Transaction) throws {
        let wanted = people.filter { $0.account == nil }.flatMap { Self.candidates(for: $0) }
        taken = wanted.isEmpty ? [] : try Account.taken(wanted, in: tx)
    }

    /// The staff number; else the code of the base union and the number.
    private static func candidates(for person: KeptAccount) -> [String] {
        guard let number = person.number.map(Account.normalized), !number.isEmpty else { return [] }
        guard let code = person.baseCode.map(Account.normalized), !code.isEmpty else { return [number] }
        return [number, code + number]
    }

    /// A name, and why it is not the staff number. Where no number serves, one of seven digits is made up.
    mutating func take(for person: KeptAccount, _ dice: inout Dice) -> (name: String, remark: String?) {
        let candidates = Self.candidates(for: person)
        if let first = candidates.first, taken.insert(first).inserted { return (first, nil) }
        for name in candidates.dropFirst() where taken.insert(name).inserted {
            return (name, "工号 \(person.number ?? "") 已被别的单位的人用作登录名，登录名改为 \(name)。")
        }
        let why = candidates.isEmpty ? "没有登记工号" : "工号 \(person.number ?? "") 已被用作登录名"
        while true {
            let name = "u\(Int.random(in: 1_000_000...9_999_999, using: &dice))"
            guard taken.insert(name).inserted else { continue }
            return (name, "\(why)，登录名定为 \(name)。")
        }
    }
}
