import Web

/// The numbers and identity numbers that stood in the rows above, so that a second one is told where the first was.
///
/// It keeps digests of sixty-four bits and lines, not the numbers: a million rows take a few tens of megabytes.
struct FileMemory {
    /// How the file is read, by which a line gets its words; nil for what is no file.
    private let plan: RosterPlan?
    private var numbers: [Int: Int] = [:]
    private var identities: [Int: Int] = [:]

    init(plan: RosterPlan? = nil) { self.plan = plan }

    /// Notes a row that stands above the turn.
    mutating func pass(_ row: RosterRow, _ draft: RosterDraft, _ units: UnitNames) {
        _ = check(row, draft, units)
    }

    /// What the row repeats; the first of each is not blamed.
    mutating func check(_ row: RosterRow, _ draft: RosterDraft, _ units: UnitNames) -> [Finding] {
        var findings: [Finding] = []
        if let identity = draft.identity, let first = Self.note(identity.digits, at: row.line, in: &identities) {
            findings.append(
                Finding(
                    row: row.line, column: .identity, kind: .duplicateIdentity,
                    message: "与第 \(words(first)) 行相同。同一人出现两次，请保留一行。",
                    value: Finding.masked(identity.digits, in: .identity)))
        }
        let base = (draft.unit.flatMap { units[$0] } ?? units.home).base
        if let number = draft.number, let first = Self.note("\(base?.raw ?? 0)/\(number)", at: row.line, in: &numbers) {
            findings.append(
                Finding(
                    row: row.line, column: .number, kind: .duplicateNumber,
                    message: "与第 \(words(first)) 行的工号相同。工号不能重复，请核对。",
                    value: Finding.masked(number, in: .number)))
        }
        return findings
    }

    private func words(_ line: Int) -> String { plan?.words(line: line) ?? String(line) }

    private static func note(_ text: String, at line: Int, in seen: inout [Int: Int]) -> Int? {
        let key = text.hashValue
        if let first = seen[key] { return first }
        seen[key] = line
        return nil
    }
}
