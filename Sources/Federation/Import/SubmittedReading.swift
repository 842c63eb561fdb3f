import Sheets
import Web

/// Reads a submitted line by the rules of a row of a file.
struct SubmittedReading {
    private let units: UnitNames
    private let rules: RosterRules
    private let heading: RosterHeading?

    init(units: UnitNames, today: Day) {
        self.units = units
        rules = RosterRules(today: today, units: units)
        heading = try? RosterHeading(
            SheetRow(number: 0, cells: RosterColumn.allCases.map { Cell.text($0.words) }))
    }

    /// The draft of a line, and what is wrong with it. A person who is known keeps the name that the line leaves out.
    func read(
        _ line: RosterSubmission.Line, _ known: RegisterLine?, _ memory: inout FileMemory
    ) -> (RosterDraft, [RosterSubmission.Complaint]) {
        guard let heading else { return (RosterDraft(), []) }
        let unit = line.values["unit"].flatMap { ID<Unit>($0) }.flatMap { units[$0] }
        let cells = RosterColumn.allCases.map { column -> Cell in
            if column == .unit, unit != nil { return .empty }
            let value = line.values[column.fieldName] ?? (column == .name ? known?.name : nil) ?? ""
            return value.isEmpty ? .empty : .text(Self.written(value, in: column))
        }
        let row = RosterRow(SheetRow(number: line.number, cells: cells), heading)
        var (draft, findings) = rules.read(row)
        if unit != nil || known != nil { findings.removeAll { $0.kind == .missingUnit } }
        draft.unit = unit?.id ?? draft.unit ?? known?.spell?.unit
        findings += memory.check(row, draft, units)
        var complaints = findings.map {
            RosterSubmission.Complaint($0.kind.rawValue, $0.column.fieldName, $0.message)
        }
        if let unit, unit.base == nil {
            complaints.append(.init(Finding.Kind.unitAboveBase.rawValue, "unit", "“\(unit.name)”不直接登记会员。"))
        }
        let unknown = line.values.keys.filter { !RosterSubmission.fields.contains($0) }.sorted()
        complaints += unknown.map { .init("unknown_field", $0, "没有这个字段。") }
        return (draft, complaints)
    }

    /// The names that programs use, in the words that sheets use.
    private static func written(_ value: String, in column: RosterColumn) -> String {
        switch column {
        case .sex: PersonEntry.Sex(rawValue: value)?.words ?? value
        case .employment: Employment(rawValue: value)?.words ?? value
        case .state: MembershipState(rawValue: value)?.words ?? value
        default: value
        }
    }
}
