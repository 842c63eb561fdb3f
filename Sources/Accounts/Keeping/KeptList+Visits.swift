import Base
import Federation
import Vault
import Web

func showAccounts(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let list = try KeptList(of: id, visit.call, as: visit.who, in: visit.tx)
    return .page(title: "登录账号 · \(list.unit.shortName)", json: list.json, keptListPage(list, visit.filled))
}

func closeAccounts(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let reason = try ClosingDraft(visit.form).reason
    let people = try ticked(visit, id)
    let closed = try Keeping(visit, in: id).close(people, reason: reason)
    return .see(backToList(visit, id), saying: "已停用 \(closed) 个账号，他们已从所有设备退出。")
}

func openAccounts(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let people = try ticked(visit, id)
    let opened = try Keeping(visit, in: id).open(people)
    return .see(backToList(visit, id), saying: "已恢复 \(opened) 个账号，可以用原来的密码登录。")
}

/// The list as it was left, with its search.
func backToList(_ visit: Visit<Officer>, _ id: ID<Unit>) -> Path {
    Places.unitAccounts(id).with(KeptFilter(visit.call).pairs)
}

/// The members who were ticked, all of them in the unit and within reach.
func ticked(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> [KeptAccount] {
    let people: [ID<Person>] = visit.form.all("person").compactMap { ID($0) }
    guard !people.isEmpty else { throw Flaws("", "请先勾选会员。") }
    guard people.count <= Slip.most else { throw Flaws("", "一次最多 \(Slip.most) 人。") }
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return try KeptAccount.chosen(people, MemberScope(unit, as: visit.who), in: visit.tx)
}

/// Why an account is closed; its person can read it.
struct ClosingDraft {
    let reason: String

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        reason = check.text("closing_reason", "停用事由", 5...200)
        try check.done()
    }
}

/// Closing and opening accounts again: all that were chosen, or none with words why.
struct Keeping {
    private let officer: Officer
    private let unit: ID<Unit>
    private let ring: KeyRing
    private let tx: Transaction

    init(_ visit: Visit<Officer>, in unit: ID<Unit>) {
        officer = visit.who
        self.unit = unit
        ring = visit.site.ring
        tx = visit.tx
    }

    /// Closes those that are open and gives how many; their sessions end.
    func close(_ people: [KeptAccount], reason: String) throws -> Int {
        let chosen = try allowed(people).filter { $0.account != nil && $0.standing != .closed }
        guard !chosen.isEmpty else { throw Flaws("", "选中的人里没有可以停用的账号。") }
        try set(.closed, chosen, Act.closing, "停用了登录账号", reason)
        return chosen.count
    }

    /// Opens those that are closed and gives how many.
    func open(_ people: [KeptAccount]) throws -> Int {
        let chosen = try allowed(people).filter { $0.standing == .closed }
        guard !chosen.isEmpty else { throw Flaws("", "选中的人里没有停用的账号。") }
        try set(.open, chosen, Act.opening, "恢复了登录账号", "")
        return chosen.count
    }

    private func set(
        _ state: Account.State, _ people: [KeptAccount], _ name: StaticString, _ words: String, _ reason: String
    ) throws {
        for person in people { try Account.setState(state, of: person.person, in: tx) }
        for person in people {
            guard let account = person.account else { continue }
            let act = Act(name, on: "account", account, concerning: person.person, detail: reason, words)
            try AuditEntry.write(act, by: officer.person, in: unit, ring: ring, tx)
        }
    }

    /// Fails with the names of those whose accounts are not the officer's to keep.
    private func allowed(_ people: [KeptAccount]) throws -> [KeptAccount] {
        let ranks = try Outranking.all(people.map(\.person), before: officer, in: tx)
        var flaws = Flaws()
        for person in people {
            if let words = ranks[person.person]?.words { flaws.add("", "\(person.name)：\(words)") }
        }
        guard flaws.isEmpty else { throw flaws }
        return people
    }
}

extension Act {
    fileprivate static let closing: StaticString = "account.close"
    fileprivate static let opening: StaticString = "account.reopen"
}
