import Sheets
import Vault
import Web

/// The lines of one submission on their way into the register.
struct SubmittedSheet {
    /// A line that keeps the rules, with its place among the outcomes.
    struct Sound {
        let at: Int
        let draft: RosterDraft
        let keys: RosterKeys
        let named: RegisterLine?
    }

    /// What is to be written.
    private struct Change {
        let at: Int
        let line: RegisterLine
        let draft: RosterDraft
        let keys: RosterKeys
        let differences: RosterDifferences
    }

    private(set) var outcomes: [RosterSubmission.Outcome] = []
    private let submission: RosterSubmission
    private let units: UnitNames
    private var sound: [Sound] = []
    private var fresh: [Sound] = []
    private var changes: [Change] = []

    /// Reads the lines by the rules.
    init(_ lines: [RosterSubmission.Line], _ submission: RosterSubmission, in tx: Transaction) throws {
        self.submission = submission
        units = try UnitNames.load(at: submission.unit, in: tx)
        let named = try Self.named(lines.compactMap(\.person), submission.officer, in: tx)
        let reading = SubmittedReading(units: units, today: tx.today)
        var memory = FileMemory()
        for (index, line) in lines.enumerated() {
            var outcome = RosterSubmission.Outcome(number: line.number, verdict: .refused, person: line.person)
            let known = line.person.flatMap { named[$0] }
            if line.person != nil, known == nil {
                outcome.complaints = [.init("not_found", "id", "没有这个人，或不在令牌的范围里。")]
            } else if let version = line.version, let known, known.version != version {
                outcome.version = known.version
                outcome.complaints = [
                    .init("version_conflict", "version", "您改的是第 \(version) 版，现在是第 \(known.version) 版。请先取回再改。")
                ]
            } else {
                let (draft, complaints) = reading.read(line, known, &memory)
                outcome.complaints = complaints
                if complaints.isEmpty {
                    sound.append(
                        Sound(at: index, draft: draft, keys: RosterKeys(draft, submission.ring), named: known))
                }
            }
            outcomes.append(outcome)
        }
    }

    /// The people whom the caller named and the officer reaches, their rows locked until the commit.
    private static func named(
        _ people: [ID<Person>], _ officer: Officer, in tx: Transaction
    ) throws -> [ID<Person>: RegisterLine] {
        guard !people.isEmpty else { return [:] }
        if !tx.isReadOnly {
            try tx.each("SELECT id FROM person WHERE id \(anyOf: people) ORDER BY id\(.lockingRow)") { _ in }
        }
        let lines: [RegisterLine] = try tx.all(
            """
            SELECT \(RegisterLine.columns) FROM person p
              JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
             WHERE p.id \(anyOf: people) AND \(officer.sees("m.unit_path"))
            """)
        return Dictionary(lines.map { ($0.person, $0) }) { first, _ in first }
    }

    /// Holds the sound lines against the register.
    mutating func match(in tx: Transaction) throws {
        let ground = ImportGround(units: units, reaches: submission.officer.reaches)
        let matching = try RosterMatching(sound.map(\.draft), sound.map(\.keys), ground, in: tx)
        var taken: [ID<Person>: Int] = [:]
        for line in sound {
            let match = line.named.map { line.known(as: $0, matching) } ?? matching.match(line.draft, line.keys)
            if let person = match.person {
                if let first = taken[person] {
                    refuse(line.at, "duplicate_person_in_file", "id", "与第 \(first) 行是同一人。请保留一行。")
                    continue
                }
                taken[person] = outcomes[line.at].number
            }
            note(match, of: line)
        }
    }

    private mutating func note(_ match: RosterMatching.Match, of line: Sound) {
        switch match {
        case .wrong(let finding), .doubtful(let finding, _):
            refuse(line.at, finding.kind.rawValue, finding.column.fieldName, finding.message)
        case .new:
            outcomes[line.at].verdict = .created
            fresh.append(line)
        case .same(let entry):
            outcomes[line.at].verdict = .unchanged
            outcomes[line.at].person = entry.person
            outcomes[line.at].version = entry.version
        case .changed(let entry, let differences):
            outcomes[line.at].verdict = .changed
            outcomes[line.at].person = entry.person
            outcomes[line.at].version = entry.version
            outcomes[line.at].fields = entry.fields(changedBy: line.draft, line.keys)
            changes.append(
                Change(at: line.at, line: entry, draft: line.draft, keys: line.keys, differences: differences))
        }
    }

    private mutating func refuse(_ at: Int, _ code: String, _ field: String, _ words: String) {
        outcomes[at].verdict = .refused
        outcomes[at].complaints.append(.init(code, field, words))
    }

    /// Writes what is new and what changed, and announces both.
    mutating func write(in tx: Transaction) throws {
        var news = MemberNews()
        for change in changes {
            let outcome = outcomes[change.at]
            if try write(change, in: tx) { news.add(change.line.person, changing: outcome.fields) }
        }
        var entering = RosterEntering(ring: submission.ring, units: units)
        for line in fresh { try entering.add(line.draft, line.keys, in: tx) }
        try entering.write(in: tx)
        for (line, one) in zip(fresh, entering.entered) {
            outcomes[line.at].person = one.person
            outcomes[line.at].version = 1
            news.add(one.person, isNew: true)
        }
        try news.announce(in: tx)
    }

    /// One change; what the register refuses becomes a complaint and leaves nothing behind.
    private mutating func write(_ change: Change, in tx: Transaction) throws -> Bool {
        let (units, ring) = (units, submission.ring)
        do {
            let past = try tx.attempt {
                try RosterChange(
                    line: change.line, draft: change.draft, differences: change.differences, units: units, ring: ring
                ).write(in: tx)
            }
            outcomes[change.at].version = past.versionAfter
            return true
        } catch StoreProblem.notUnique {
            refuse(change.at, Finding.Kind.numberTaken.rawValue, "number", "工号在这个单位已有人使用，请核对。")
        } catch let problem as PersonEntry.Problem where problem == .changedMeanwhile {
            refuse(change.at, "version_conflict", "version", "刚才有人改过这份档案。请取回后再改。")
        } catch let problem as any Explained {
            refuse(change.at, "not_allowed", "", problem.words)
        }
        return false
    }
}

extension SubmittedSheet.Sound {
    /// The line held against the person whom the caller named: only what would make them somebody else is refused.
    func known(as entry: RegisterLine, _ matching: RosterMatching) -> RosterMatching.Match {
        switch matching.match(draft, keys) {
        case .same(let other) where other.person != entry.person,
            .changed(let other, _) where other.person != entry.person:
            return .wrong(
                Finding(
                    row: draft.line, column: draft.identity == nil ? .number : .identity, kind: .numberTaken,
                    message: "这一行指名的人，和证件号或工号对应的不是同一人。请核对。", value: ""))
        case .doubtful(let finding, let other) where other?.person != entry.person && finding.kind != .ambiguousPerson:
            return .wrong(finding)
        case .wrong(let finding):
            let isOwnNumber = draft.number != nil && draft.number == entry.spell?.number
            let isOwnIdentity = keys.identity != nil && keys.identity == entry.identityIndex
            let isForgiven =
                finding.kind == .ambiguousPerson || (finding.kind == .numberTaken && isOwnNumber)
                || (finding.kind == .identityElsewhere && isOwnIdentity)
            if !isForgiven { return .wrong(finding) }
        default: break
        }
        let differences = entry.differences(from: draft, keys)
        return differences.isNone ? .same(entry) : .changed(entry, differences)
    }
}

extension ImportGround {
    init(units: UnitNames, reaches: [Reach]?) {
        self.units = units
        self.reaches = reaches
    }
}
