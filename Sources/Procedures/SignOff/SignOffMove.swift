import Federation
public import Web

/// Whose hand moves a case: a person at a unit's desk, for themselves or for somebody who is away.
package struct SignOffHand: Sendable {
    let person: ID<Person>
    let unit: ID<Unit>
    let absent: ID<Person>?

    package init(person: ID<Person>, unit: ID<Unit>, absent: ID<Person>?) {
        self.person = person
        self.unit = unit
        self.absent = absent
    }
}

extension SignOff {
    /// Does one act to cases that are locked and that it fits, one or many: bounded statements however many they are. They come
    /// back in their new state; the line of work is told in the same transaction.
    ///
    /// All must be held by one unit, except for `withdraw` and `refile`, which come one by one.
    @discardableResult
    package static func move(
        _ cases: [SignOff], _ decide: (SignOff) -> SignOffAct, by hand: SignOffHand, saying words: String?,
        _ lines: SignOffLines, in tx: Transaction
    ) throws -> [SignOff] {
        var groups: [State: [ID<SignOff>]] = [:], onward: [ID<SignOff>] = [], acts: [(ID<SignOff>, SignOffAct)] = []
        for one in cases {
            let act = decide(one), next = try one.after(act)
            acts.append((one.id, act))
            if next.state == .held { onward.append(one.id) } else { groups[next.state, default: []].append(one.id) }
        }
        let isAnew = acts.contains { $0.1 == .refile }
        try pass(onward, isAnew: isAnew, in: tx)
        for (state, ids) in groups.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { try end(ids, state, in: tx) }
        try SignOffStep.add(acts, at: hand.unit, by: hand.person, for: hand.absent, words, in: tx)
        let moved = try all(cases.map(\.id), in: tx)
        for line in lines.all {
            let settled = moved.filter { $0.line == line.name && $0.state != .held }
            if !settled.isEmpty { try line.settled(settled, tx) }
        }
        return moved
    }

    /// Hands cases to the next unit of their chains, or to the first again.
    private static func pass(_ ids: [ID<SignOff>], isAnew: Bool, in tx: Transaction) throws {
        guard !ids.isEmpty else { return }
        let next: SQL = isAnew ? "0" : "sign_off.place + 1"
        let link: SQL = "FROM sign_off_stage g WHERE g.sign_off_id = sign_off.id AND g.place = \(next)"
        try tx.run(
            """
            UPDATE sign_off SET place = \(next), holder_id = (SELECT g.unit_id \(link)), days = (SELECT g.days \(link)),
                state = \(State.held), since = \(tx.now), version = version + 1
             WHERE id \(anyOf: ids)
            """)
    }

    private static func end(_ ids: [ID<SignOff>], _ state: State, in tx: Transaction) throws {
        let holder: SQL = state == .returned ? "unit_id" : "NULL"
        try tx.run(
            """
            UPDATE sign_off SET state = \(state), holder_id = \(holder), since = \(tx.now), version = version + 1
             WHERE id \(anyOf: ids)
            """)
    }

    /// Locks a case for an act if it is still as it was seen; otherwise somebody else was first.
    func isClaimed(seen version: Int, in tx: Transaction) throws -> Bool {
        let current: Int? = try tx.value("SELECT version FROM sign_off WHERE id = \(id)\(.lockingRow)")
        return current == version && self.version == version
    }

    /// What a chain of cases makes of its steps does not agree with what their rows say: for `unionhome check`.
    static func flaws(in tx: Transaction) throws -> [String] {
        var flaws: [String] = []
        try tx.each(
            """
            SELECT s.id, s.state, t.act FROM sign_off s
              LEFT JOIN sign_off_step t ON t.id = (SELECT max(x.id) FROM sign_off_step x WHERE x.sign_off_id = s.id)
             ORDER BY s.id
            """
        ) { row in
            let id: ID<SignOff> = try row.read("id"), state: State = try row.read("state")
            let act: SignOffAct? = try row.read("act")
            if !state.follows(act) { flaws.append("审批 \(id)：状态是“\(state.words)”，最后一步是“\(act?.words ?? "无")”") }
        }
        let strangers: [ID<SignOff>] = try tx.values(
            """
            SELECT s.id FROM sign_off s JOIN sign_off_stage g ON g.sign_off_id = s.id AND g.place = s.place
             WHERE s.state = 'held' AND s.holder_id <> g.unit_id ORDER BY s.id
            """)
        return flaws + strangers.map { "审批 \($0)：持有单位不是这一级的单位" }
    }
}

extension SignOff.State {
    /// Whether a state is what an act leaves behind.
    fileprivate func follows(_ act: SignOffAct?) -> Bool {
        switch act {
        case .file, .refile, .forward, .lift: self == .held
        case .approve: self == .approved
        case .giveBack: self == .returned
        case .refuse: self == .refused
        case .withdraw: self == .withdrawn
        case nil: false
        }
    }
}

extension SignOff {
    /// Sends a case that came back up again, from the first level on. The caller has locked it; `lines` are the site's.
    func fileAgain(by person: ID<Person>, _ lines: SignOffLines, in tx: Transaction) throws {
        let hand = SignOffHand(person: person, unit: unit, absent: nil)
        try Self.move([self], { _ in .refile }, by: hand, saying: nil, lines, in: tx)
    }

    /// The same for other rooms: fails with `Problem` unless it came back.
    public static func fileAgain(
        _ id: ID<SignOff>, title: String, by person: ID<Person>, _ joined: Joined, in tx: Transaction
    ) throws {
        let _: Int64? = try tx.value("SELECT id FROM sign_off WHERE id = \(id)\(.lockingRow)")
        guard let seen = try all([id], in: tx).first, seen.state == .returned else { throw Problem.notReturned }
        try tx.run("UPDATE sign_off SET title = \(title) WHERE id = \(id)")
        try seen.fileAgain(by: person, SignOffLines(joined), in: tx)
    }
}
