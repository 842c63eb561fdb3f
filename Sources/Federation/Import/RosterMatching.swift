import Vault
import Web
import Words

/// Who of the register the rows of one turn are: asked in three statements, whatever the number of rows.
struct RosterMatching {
    /// What a row comes to.
    enum Match: Sendable {
        case new
        case same(RegisterLine)
        case changed(RegisterLine, RosterDifferences)
        case wrong(Finding)
        /// It may be this person, or may not: an officer must say.
        case doubtful(Finding, RegisterLine?)
    }

    private let units: UnitNames
    /// Where the officer's permission holds; nil for the house itself.
    private let reaches: [Reach]?
    private var byIdentity: [String: RegisterLine] = [:]
    private var byNumber: [String: RegisterLine] = [:]
    private var byName: [String: [RegisterLine]] = [:]
    /// Those whom officers named as the same person.
    private var named: [ID<Person>: RegisterLine] = [:]

    /// `batch` is the one being written: whom it entered itself a few rows above is nobody's double by name. `people` are
    /// those whom officers named.
    init(
        _ drafts: [RosterDraft], _ keys: [RosterKeys], _ ground: ImportGround, writing batch: ID<ImportBatch>? = nil,
        naming people: [ID<Person>] = [], in tx: Transaction
    ) throws {
        units = ground.units
        reaches = ground.reaches
        let identities = keys.compactMap(\.identity)
        if !identities.isEmpty {
            let found: [RegisterLine] = try tx.all(
                """
                SELECT \(RegisterLine.columns) FROM person p
                  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
                 WHERE p.identity_index \(anyOf: identities)
                """)
            for line in found { if let index = line.identityIndex { byIdentity[index] = line } }
        }
        try findNumbers(drafts, in: tx)
        try findNames(drafts, keys, in: tx)
        if let batch { try forgetNames(enteredBy: batch, in: tx) }
        named = try RegisterLine.all(people, in: tx)
    }

    private mutating func forgetNames(enteredBy batch: ID<ImportBatch>, in tx: Transaction) throws {
        let people = byName.values.flatMap { $0.map(\.person) }
        guard !people.isEmpty else { return }
        let own: [ID<Person>] = try tx.values(
            """
            SELECT person FROM import_row WHERE person \(anyOf: people) AND batch_id = \(batch) AND kind = 'new'
            """)
        let entered = Set(own)
        byName = byName.mapValues { lines in lines.filter { !entered.contains($0.person) } }
    }

    /// Base by base: asked for all at once, every number would be looked up in every base.
    private mutating func findNumbers(_ drafts: [RosterDraft], in tx: Transaction) throws {
        var numbers: [ID<Unit>: Set<String>] = [:]
        for draft in drafts {
            guard let number = draft.number, let base = Self.place(of: draft, units).base else { continue }
            numbers[base, default: []].insert(number)
        }
        for (base, numbers) in numbers.sorted(by: { $0.key < $1.key }) {
            let found: [RegisterLine] = try tx.all(
                """
                SELECT \(RegisterLine.columns) FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.until_day IS NULL AND m.number IS NOT NULL AND m.base_id = \(base)
                   AND m.number \(anyOf: numbers.sorted())
                """)
            for line in found {
                if let spell = line.spell, let number = spell.number { byNumber["\(spell.base)/\(number)"] = line }
            }
        }
    }

    /// Of those whom neither identity nor number finds, the people of the same base with their names. A row with an identity
    /// number can only be somebody on file without one, and those stand in an index of their own.
    private mutating func findNames(_ drafts: [RosterDraft], _ keys: [RosterKeys], in tx: Transaction) throws {
        var names: [String: Set<String>] = [:], proven: Set<String> = []
        for (draft, keys) in zip(drafts, keys) where draft.born != nil && known(draft, keys) == nil {
            let place = Self.place(of: draft, units)
            guard place.base != nil else { continue }
            if keys.identity == nil {
                names[place.basePath, default: []].insert(keys.name)
            } else {
                proven.insert(keys.name)
            }
        }
        if !proven.isEmpty {
            note(
                try tx.all(
                    """
                    SELECT \(RegisterLine.columns) FROM person p
                      JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
                     WHERE p.identity_index IS NULL AND p.name_key \(anyOf: proven.sorted())
                    """))
        }
        for (path, keys) in names.sorted(by: { $0.key < $1.key }) {
            note(
                try tx.all(
                    """
                    SELECT \(RegisterLine.columns) FROM membership m JOIN person p ON p.id = m.person_id
                     WHERE m.until_day IS NULL AND m.unit_path >= \(path) AND m.unit_path < \(Reach.end(of: path))
                       AND m.name_key \(anyOf: keys.sorted())
                    """))
        }
    }

    private mutating func note(_ lines: [RegisterLine]) {
        for line in lines {
            guard let spell = line.spell else { continue }
            let place = "\(spell.base)/\(line.name)"
            if byName[place]?.contains(where: { $0.person == line.person }) == true { continue }
            byName[place, default: []].append(line)
        }
    }

    private func known(_ draft: RosterDraft, _ keys: RosterKeys) -> RegisterLine? {
        if let identity = keys.identity, let line = byIdentity[identity] { return line }
        return holder(of: draft)
    }

    /// Who has the row's number in the row's base.
    private func holder(of draft: RosterDraft) -> RegisterLine? {
        guard let number = draft.number, let base = Self.place(of: draft, units).base else { return nil }
        return byNumber["\(base)/\(number)"]
    }

    static func place(of draft: RosterDraft, _ units: UnitNames) -> UnitNames.Place {
        draft.unit.flatMap { units[$0] } ?? units.home
    }

    /// Finds the row's person by identity, else by number in the base, else by name and birth in the base.
    func match(_ draft: RosterDraft, _ keys: RosterKeys) -> Match {
        if let identity = keys.identity, let line = byIdentity[identity] { return matchIdentity(draft, keys, line) }
        if let line = holder(of: draft) {
            let isAlike = draft.name == line.name || (draft.born != nil && draft.born == line.bornOn)
            if hasOtherIdentity(keys, line) { return .wrong(taken(draft, line)) }
            return isAlike ? compared(draft, keys, line) : inDoubt(draft, line)
        }
        return matchName(draft, keys)
    }

    /// What a row comes to once an officer has decided. The draft may lose its number, where the number is another's.
    func match(_ draft: inout RosterDraft, _ keys: RosterKeys, _ doubt: ImportDoubt) -> Match {
        if let identity = keys.identity, let line = byIdentity[identity],
            line.person != doubt.person || doubt.choice == .another
        {
            return matchIdentity(draft, keys, line)
        }
        switch doubt.choice {
        case .another:
            if holder(of: draft) != nil { draft.number = nil }
            return .new
        default:
            guard let person = doubt.person, let line = named[person] else {
                return .wrong(finding(draft, .name, .personGone, "名册里的这个人已经不在或已合并。请核对后重新上传这一行。"))
            }
            if hasOtherIdentity(keys, line) { return .wrong(taken(draft, line)) }
            if let other = holder(of: draft), other.person != person { return .wrong(taken(draft, other)) }
            return compared(draft, keys, line)
        }
    }

    private func hasOtherIdentity(_ keys: RosterKeys, _ line: RegisterLine) -> Bool {
        keys.identity != nil && line.identityIndex != nil && keys.identity != line.identityIndex
    }

    /// A number that somebody of another name and birth has. Whom the officer may not see is not shown.
    private func inDoubt(_ draft: RosterDraft, _ line: RegisterLine) -> Match {
        guard isSeen(line) else { return .wrong(elsewhere(draft, line)) }
        return .doubtful(
            finding(
                draft, .number, .numberOfAnother,
                "名册里这个工号是 \(Mask.name(line.name))，姓名和生日与这一行都不同。请看是不是同一人改了名。"), line)
    }

    private func isSeen(_ line: RegisterLine) -> Bool {
        guard let spell = line.spell else { return reaches == nil }
        return reaches?.contains { $0.contains(spell.unitPath) } ?? true
    }

    private func matchIdentity(_ draft: RosterDraft, _ keys: RosterKeys, _ line: RegisterLine) -> Match {
        if let spell = line.spell, spell.base != Self.place(of: draft, units).base {
            return .wrong(elsewhere(draft, line))
        }
        if line.spell == nil, line.name != draft.name {
            return .wrong(finding(draft, .identity, .identityElsewhere, "这个身份证号登记的是另一个姓名。请对照证件核对。"))
        }
        if let other = holder(of: draft), other.person != line.person { return .wrong(taken(draft, other)) }
        return compared(draft, keys, line)
    }

    private func matchName(_ draft: RosterDraft, _ keys: RosterKeys) -> Match {
        guard let born = draft.born, let base = Self.place(of: draft, units).base else { return .new }
        let alike = (byName["\(base)/\(draft.name)"] ?? []).filter { line in
            line.bornOn == born && (keys.identity == nil || line.identityIndex == nil)
        }
        switch alike.count {
        case 0: return .new
        case 1 where draft.number == nil || alike[0].spell?.number == nil: return compared(draft, keys, alike[0])
        case 1 where isSeen(alike[0]):
            return .doubtful(
                finding(
                    draft, .number, .sameNameOtherNumber,
                    "名册里有人与他同名同生日，工号是 \(alike[0].spell?.number ?? "")。请看是不是同一人换了工号。"), alike[0])
        case 1: return .wrong(elsewhere(draft, alike[0]))
        default:
            return .wrong(
                finding(
                    draft, .name, .ambiguousPerson,
                    "名册里有 \(alike.count) 人与他同名同生日。请补上身份证号或工号，以便分清。"))
        }
    }

    private func compared(_ draft: RosterDraft, _ keys: RosterKeys, _ line: RegisterLine) -> Match {
        if line.spell != nil, !isSeen(line) { return .wrong(elsewhere(draft, line)) }
        let differences = line.differences(from: draft, keys)
        return differences.isNone ? .same(line) : .changed(line, differences)
    }

    private func taken(_ draft: RosterDraft, _ line: RegisterLine) -> Finding {
        finding(draft, .number, .numberTaken, "工号在本单位已由 \(Mask.name(line.name)) 使用，与这一行不是同一人。请核对工号。")
    }

    /// Of somebody whom the officer may not see, no more is said than that they are registered.
    private func elsewhere(_ draft: RosterDraft, _ line: RegisterLine) -> Finding {
        let column: RosterColumn = draft.identity == nil ? .name : .identity
        let words =
            line.spell != nil && isSeen(line)
            ? "此人的会籍在另一个单位。如系调入，请在名册里办理转会，不要重复登记。"
            : "此人已在其他单位登记。如系调入，请先办理转会，或与上级工会核对。"
        return finding(draft, column, .identityElsewhere, words)
    }

    private func finding(_ draft: RosterDraft, _ column: RosterColumn, _ kind: Finding.Kind, _ words: String) -> Finding
    {
        let text =
            switch column {
            case .identity: draft.identity?.digits ?? ""
            case .number: draft.number ?? ""
            default: draft.name
            }
        return Finding(
            row: draft.line, column: column, kind: kind, message: words, value: Finding.masked(text, in: column))
    }
}
