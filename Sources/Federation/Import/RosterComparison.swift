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

    /// What the register shows of numbers that it keeps sealed.
    struct Masks: Sendable {
        var identity: String?
        var phone: String?
    }

    /// `line` is nil for somebody whom the register does not have.
    init(_ draft: RosterDraft, _ line: RegisterLine?, _ masks: Masks, _ keys: RosterKeys, _ units: UnitNames) {
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
            .identity, draft.identity?.description, masks.identity,
            differs: keys.identity != nil && keys.identity != line?.identityIndex)
        add(
            .phone, draft.phone?.description, masks.phone,
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
        let ids = people.keys.sorted()
        let sealed: [PersonEntry] =
            ids.isEmpty ? [] : try tx.all("SELECT \(PersonEntry.columns) FROM person p WHERE p.id \(anyOf: ids)")
        var masks: [ID<Person>: RosterComparison.Masks] = [:]
        for person in sealed {
            masks[person.id] = RosterComparison.Masks(
                identity: try person.maskedIdentity(ring), phone: try person.maskedPhone(ring))
        }
        rows = try found.map { row in
            let draft = try row.draft(ring), person = row.person
            let comparison = RosterComparison(
                draft, person.flatMap { people[$0] }, person.flatMap { masks[$0] } ?? RosterComparison.Masks(),
                RosterKeys(draft, ring), units)
            return Row(line: row.line, name: draft.name, person: row.person, comparison: comparison)
        }
    }
}
