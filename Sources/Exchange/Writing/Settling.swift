import Federation
import Vault
import Web

/// Brings a submission into the register: the caller's keys into people, the lines by the register's own rules, the keys of
/// new people kept, one audit entry for all.
struct Settling {
    private let visit: Visit<Client>
    private let submission: Submission
    private let isRehearsal: Bool
    private var tx: Transaction { visit.tx }
    private var family: ID<Token> { visit.who.token.family }

    init(_ visit: Visit<Client>, _ submission: Submission, isRehearsal: Bool) {
        self.visit = visit
        self.submission = submission
        self.isRehearsal = isRehearsal
    }

    func settle() throws -> [Settled] {
        let id = submission.unit ?? visit.who.token.unit
        let unit = try UnitEntry.find(id, as: visit.who.officer, in: tx)
        let known = try people(of: submission.lines.compactMap(\.key))
        var settled = submission.lines.map { line in
            Settled(line: line, verdict: "refused", outcome: nil, complaints: line.complaints)
        }
        refuseDoubles(&settled)
        let sound = settled.indices.filter { settled[$0].complaints.isEmpty }
        let lines = sound.map { index in
            let line = submission.lines[index]
            return RosterSubmission.Line(
                number: line.number, values: line.values, person: line.person ?? line.key.flatMap { known[$0] },
                version: line.version)
        }
        let outcomes = try RosterSubmission(into: unit, as: visit.who.officer, ring: visit.site.ring)
            .settle(lines, isRehearsal: isRehearsal, in: tx)
        for (index, outcome) in zip(sound, outcomes) {
            settled[index].outcome = outcome
            settled[index].complaints = outcome.complaints
            settled[index].verdict = verdict(outcome, submission.lines[index], known)
        }
        guard !isRehearsal else { return settled }
        try keepKeys(&settled, known)
        try audit(settled, in: unit)
        return settled
    }

    /// A person who was found and not changed is `matched` the first time the caller's key names them.
    private func verdict(
        _ outcome: RosterSubmission.Outcome, _ line: Submission.Line, _ known: [String: ID<Person>]
    ) -> String {
        let isFirst = line.key.map { known[$0] == nil } ?? (line.person == nil)
        return outcome.verdict == .unchanged && isFirst ? "matched" : outcome.verdict.rawValue
    }

    private func refuseDoubles(_ settled: inout [Settled]) {
        var seen: [String: Int] = [:]
        for index in settled.indices {
            guard let key = settled[index].line.key else { continue }
            if let first = seen[key] {
                settled[index].complaints.append(.init("duplicate_key", "key", "与第 \(first) 行的编号相同。"))
            } else {
                seen[key] = settled[index].line.number
            }
        }
    }

    private func people(of keys: [String]) throws -> [String: ID<Person>] {
        var people: [String: ID<Person>] = [:]
        guard !keys.isEmpty else { return people }
        try tx.each(
            "SELECT caller_key, person_id FROM caller_key WHERE family = \(family) AND caller_key \(anyOf: keys)"
        ) { row in people[try row.read("caller_key")] = try row.read("person_id") }
        return people
    }

    /// Keeps the caller's keys of people who had none; a person has one key of each caller.
    private func keepKeys(_ settled: inout [Settled], _ known: [String: ID<Person>]) throws {
        for index in settled.indices where settled[index].verdict != "refused" {
            guard let key = settled[index].line.key, known[key] == nil, let person = settled[index].outcome?.person
            else { continue }
            try tx.run(
                """
                INSERT INTO caller_key (family, caller_key, person_id) VALUES (\(family), \(key), \(person))
                ON CONFLICT (person_id, family) DO UPDATE SET caller_key = excluded.caller_key
                """)
        }
    }

    private func audit(_ settled: [Settled], in unit: UnitEntry) throws {
        let written = settled.filter { ["created", "changed"].contains($0.verdict) }
        guard !written.isEmpty else { return }
        let created = written.count { $0.verdict == "created" }
        let rows = written.map { "\($0.verdict) \($0.outcome?.person?.description ?? "")" }.joined(separator: "\n")
        let words =
            "数据接口“\(visit.who.token.purpose)”写入会员 \(written.count) 人：新增 \(created)，更新 \(written.count - created)。"
        let act = Act(
            "exchange.write", on: "token", visit.who.token.id, detail: "rows \(Digest.of(rows).hex)", words)
        try AuditEntry.write(act, by: visit.who.token.maker, in: unit.id, ring: visit.site.ring, tx)
    }
}
