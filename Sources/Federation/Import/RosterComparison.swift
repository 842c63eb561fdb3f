import Vault
import Web

/// A row of a file beside the person of the register whom it means: field by field, what each says and whether they differ.
/// Identity numbers and phones are masked on both sides.
struct RosterComparison: Sendable {
    /// One field on both sides.
    struct Side: Equatable, Sendable {
        let column: RosterColumn
        /// What the file says; empty where it says nothing.
        let file: String
        /// What the register says.
        let register: String
        let differs: Bool
    }

    let sides: [Side]

    /// The fields that would change.
    var changes: [Side] { sides.filter(\.differs) }

    /// `line` is nil for somebody whom the register does not have.
    init(_ draft: RosterDraft, _ line: RegisterLine?, _ keys: RosterKeys, _ units: UnitNames) {
        var sides: [Side] = []
        func add(_ column: RosterColumn, _ file: String?, _ register: String?, differs: Bool? = nil) {
            let (file, register) = (file ?? "", register ?? "")
            guard !file.isEmpty || !register.isEmpty else { return }
            let isOther = differs ?? (!file.isEmpty && file != register)
            sides.append(Side(column: column, file: file, register: register, differs: line != nil && isOther))
        }
        let spell = line?.spell
        add(.name, draft.name, line?.name)
        add(.number, draft.number, spell?.number)
        add(.sex, draft.sex?.words, line.map(\.sex.words))
        add(.birth, draft.born?.description, line?.bornOn?.description)
        add(
            .identity, draft.identity?.description, line?.identityIndex.map { _ in "已登记" },
            differs: keys.identity != nil && keys.identity != line?.identityIndex)
        add(
            .phone, draft.phone?.description, line?.phoneIndex.map { _ in "已登记" },
            differs: keys.phone != nil && keys.phone != line?.phoneIndex)
        add(
            .unit, draft.unit.flatMap { units[$0]?.name }, spell.map { units[$0.unit]?.name ?? "（其他单位）" },
            differs: draft.unit != nil && draft.unit != spell?.unit)
        add(.employment, draft.employment?.words, spell?.employment.words)
        add(.state, draft.state?.words, spell?.state.words)
        add(.joined, draft.joined?.description, spell?.joinedOn?.description)
        add(.note, draft.note, line?.note)
        self.sides = sides
    }
}

/// Some rows of a batch, each beside whom it means, read in one go.
struct ComparedRows {
    /// One row and its other side.
    struct Row: Sendable {
        let line: Int
        let name: String
        let person: ID<Person>?
        let comparison: RosterComparison
    }

    let rows: [Row]

    init(_ found: [ImportRow], of batch: ImportBatch, _ ring: KeyRing, in tx: Transaction) throws {
        let units = try ImportGround(batch, in: tx).units
        let people = try RegisterLine.all(found.compactMap(\.person), in: tx)
        rows = try found.map { row in
            let draft = try row.draft(ring)
            let comparison = RosterComparison(
                draft, row.person.flatMap { people[$0] }, RosterKeys(draft, ring), units)
            return Row(line: row.line, name: draft.name, person: row.person, comparison: comparison)
        }
    }
}
