import Vault
import Web
import Words

/// One word of a file that nobody knew, put right for every row that has it: “数学学院分会” is 数学分会. Rows with nothing else wrong
/// are held against the register anew.
struct ImportMending {
    let batch: ImportBatch
    let ring: KeyRing
    let tx: Transaction
    var memory = UnitMemory()

    /// Rows mended at once.
    static let most = 500

    /// What an officer says that a word means.
    struct Answer: Equatable, Sendable {
        let kind: Finding.Kind
        let value: String
        let choice: String
    }

    /// The kinds of findings that one word may mend, with their columns.
    static let kinds: [Finding.Kind: RosterColumn] = [
        .unknownUnit: .unit, .unknownEmployment: .employment, .unknownState: .state,
    ]

    /// A word that some rows have in common.
    struct Word: Sendable {
        let kind: Finding.Kind
        let value: String
        let rows: Int
        /// The known one that is most like it.
        let suggestion: String?
        /// The name of before or beside by which a unit is suggested.
        let former: UnitNaming?

        /// The suggestion taken at its word.
        var answer: Answer? { suggestion.map { Answer(kind: kind, value: value, choice: $0) } }
    }

    /// Words of which one page asks.
    static let mostWords = 12

    /// The words nobody knew, the commonest first. One that may hide a number of a person is not among them.
    static func words(
        of batch: ImportBatch, _ memory: UnitMemory = UnitMemory(), in tx: Transaction
    ) throws -> [Word] {
        let units = try ImportGround(batch, memory, in: tx).units
        var words: [Word] = []
        try tx.each(
            """
            SELECT kind, value, count(*) AS found FROM import_finding
             WHERE batch_id = \(batch.id) AND kind \(anyOf: kinds.keys.map(\.rawValue).sorted())
             GROUP BY kind, value ORDER BY count(*) DESC, value LIMIT 50
            """
        ) { row in
            let kind: Finding.Kind = try row.read("kind"), value: String = try row.read("value")
            guard !value.contains("****"), value.count < 40 else { return }
            let near = near(value, kind, units)
            words.append(
                Word(
                    kind: kind, value: value, rows: try row.read("found"), suggestion: near?.name, former: near?.former)
            )
        }
        return words
    }

    /// What may be answered to words of a kind, to choose from; of very many units none.
    static func choices(
        _ kind: Finding.Kind, of batch: ImportBatch, _ memory: UnitMemory, in tx: Transaction
    ) throws -> [String] {
        switch kind {
        case .unknownUnit:
            let names = try ImportGround(batch, memory, in: tx).units.choices
            return names.count <= 600 ? names : []
        case .unknownEmployment: return Employment.allCases.map(\.words)
        default: return MembershipState.allCases.map(\.words)
        }
    }

    private static func near(_ value: String, _ kind: Finding.Kind, _ units: UnitNames) -> UnitNames.Near? {
        switch kind {
        case .unknownUnit: units.nearest(to: value)
        case .unknownEmployment: RosterWords.employment.nearest(to: value).map { UnitNames.Near(name: $0) }
        default: RosterWords.state.nearest(to: value).map { UnitNames.Near(name: $0) }
        }
    }

    /// How many rows have a word.
    func count(_ answer: Answer) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM import_finding
             WHERE batch_id = \(batch.id) AND kind = \(answer.kind) AND value = \(answer.value)
            """) ?? 0
    }

    /// Fails with a flaw when the answer is no unit or word that is known.
    func check(_ answer: Answer) throws {
        guard batch.isOpen, Self.kinds[answer.kind] != nil else { throw ImportProblem.notWaiting }
        _ = try Self.putting(answer.choice, answer.kind, try ImportGround(batch, memory, in: tx).units)
    }

    /// Mends the next rows, and gives how many; the caller comes again until there are none.
    func mend(_ answer: Answer) throws -> Int {
        let (kind, value) = (answer.kind, answer.value)
        guard batch.isOpen || batch.state == .checking, let column = Self.kinds[kind] else {
            throw ImportProblem.notWaiting
        }
        let ground = try ImportGround(batch, memory, in: tx)
        let put = try Self.putting(answer.choice, kind, ground.units)
        let lines: [Int] = try tx.values(
            """
            SELECT line FROM import_finding WHERE batch_id = \(batch.id) AND kind = \(kind) AND value = \(value)
             ORDER BY line LIMIT \(Self.most)
            """)
        guard !lines.isEmpty else { return 0 }
        try tx.run(
            """
            DELETE FROM import_finding
             WHERE batch_id = \(batch.id) AND kind = \(kind) AND column_name = \(column) AND line \(anyOf: lines)
            """)
        let others = Others(
            wrong: try having(.wrong, lines), doubtful: try having(.doubtful, lines))
        let rows: [ImportRow] = try tx.all(
            "SELECT \(ImportRow.columns) FROM import_row WHERE batch_id = \(batch.id) AND line \(anyOf: lines) ORDER BY line"
        )
        try settle(rows, others, put, ground)
        return lines.count
    }

    /// Lines on which something else stands in the way, or is doubtful.
    private struct Others {
        let wrong: Set<Int>
        let doubtful: Set<Int>
    }

    private func having(_ gravity: Finding.Gravity, _ lines: [Int]) throws -> Set<Int> {
        let found: [Int] = try tx.values(
            """
            SELECT DISTINCT line FROM import_finding WHERE batch_id = \(batch.id) AND line \(anyOf: lines)
               AND kind \(anyOf: gravity.kinds.map(\.rawValue))
            """)
        return Set(found)
    }

    private static func putting(
        _ choice: String, _ kind: Finding.Kind, _ units: UnitNames
    ) throws -> (inout RosterDraft) -> Void {
        switch kind {
        case .unknownUnit:
            guard case .found(let place) = units.find(choice), place.base != nil else {
                throw Flaws("choice", "没有叫“\(choice)”、可以登记会员的单位。请写全称、简称或单位代码。")
            }
            return { $0.unit = place.id }
        case .unknownEmployment:
            guard let found = RosterWords.employment.find(choice) else {
                throw Flaws("choice", "请写在编、聘用、非在编、劳务派遣或其他。")
            }
            return { $0.employment = found }
        default:
            guard let found = RosterWords.state.find(choice) else {
                throw Flaws("choice", "请写在籍、保留会籍、已转出、已退会或已除名。")
            }
            return { $0.state = found }
        }
    }

    private func settle(
        _ rows: [ImportRow], _ others: Others, _ put: (inout RosterDraft) -> Void, _ ground: ImportGround
    ) throws {
        let drafts = try rows.map { row in
            var draft = try row.draft(ring)
            put(&draft)
            return draft
        }
        let keys = drafts.map { RosterKeys($0, ring) }
        let matching = try RosterMatching(drafts, keys, ground, in: tx)
        var change: [ImportRowKind: Int] = [:], findings: [Finding] = [],
            doubts: [(line: Int, person: ID<Person>?)] = []
        for (row, (draft, keys)) in zip(rows, zip(drafts, keys)) {
            guard !others.wrong.contains(row.line) else {
                try keep(row, draft, .wrong, nil)
                continue
            }
            let match = matching.match(draft, keys)
            var (kind, person) = (match.kind, match.person)
            switch match {
            case .doubtful(let finding, let line): (findings, person) = (findings + [finding], line?.person)
            case .wrong(let finding): findings.append(finding)
            default: if others.doubtful.contains(row.line) { kind = .doubtful }
            }
            if kind == .doubtful { doubts.append((row.line, person)) }
            change[.wrong, default: 0] -= 1
            change[kind, default: 0] += 1
            try keep(row, draft, kind, person)
        }
        let who = Dictionary(drafts.map { ($0.line, Finding.masked($0.name, in: .name)) }) { first, _ in first }
        try ImportFinding.insert(findings, of: batch.id, who: who, first: ImportFinding.later, in: tx)
        try ImportDoubt.insert(doubts, of: batch.id, in: tx)
        try ImportBatch.add(change, to: batch.id, in: tx)
    }

    private func keep(_ row: ImportRow, _ draft: RosterDraft, _ kind: ImportRowKind, _ person: ID<Person>?) throws {
        let content: JSON = kind == .wrong ? try row.wrong(with: draft, ring) : draft.json
        let payload = ImportRow.sealed(content, for: ImportRow.payloadPlace(batch.id, row.line), ring)
        try tx.run(
            """
            UPDATE import_row SET kind = \(kind), person = \(person), payload = \(payload)
             WHERE batch_id = \(batch.id) AND line = \(row.line)
            """)
    }
}
