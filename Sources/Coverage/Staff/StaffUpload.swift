import Federation
import Vault
import Rulebook
import Web
import Words

/// What became of one row of an uploaded file.
struct UploadedRow: Sendable {
    enum Outcome: Equatable, Sendable {
        case taken
        /// It says what was reported already.
        case same
        /// Nothing was filled in.
        case blank
        case refused
    }

    let line: Int
    let unitName: String
    let outcome: Outcome
    let words: String
}

/// Takes the rows of a file one by one: each that is right becomes its unit's report, each that is not says why.
struct StaffUpload: Sendable {
    let month: Month
    let source: StaffSource
    private let units: [CoveredUnit]
    private let enrolled: [ID<Unit>: [Employment: Int]]
    private let reports: [ID<Unit>: StaffReport]
    private let before: [ID<Unit>: StaffReport]

    /// `officer` holds the permission to report.
    init(
        _ month: Month, _ source: StaffSource, below unit: UnitEntry, rules: Rules, as officer: Officer,
        in tx: Transaction
    ) throws {
        self.month = month
        self.source = source
        let shares = try MonthShares(unit, month, rules: rules, as: officer, in: tx)
        // Units of that month which the officer still has today.
        let all = (shares.shares + shares.parts).filter { officer.reaches($0.unit.pathNow) }
        units = all.map(\.unit)
        enrolled = Dictionary(all.map { ($0.unit.id, $0.members) }) { first, _ in first }
        reports = try StaffReport.all(of: month, shares.place, in: tx)
        before = try StaffReport.all(of: month.adding(-1), shares.place, in: tx)
    }

    /// Writes what is right and tells of every row.
    func take(_ sheet: StaffSheet, by officer: Officer, ring: KeyRing, in tx: Transaction) throws -> [UploadedRow] {
        var seen: [ID<Unit>: Int] = [:]
        return try sheet.rows.map { row in
            guard !row.isBlank else { return told(row, nil, .blank, "没有填人数，没有上报。") }
            switch find(row) {
            case .failure(let problem): return told(row, nil, .refused, problem.words)
            case .success(let unit):
                if let line = seen[unit.id] { return told(row, unit, .refused, "第 \(line) 行已经报过这个单位。") }
                seen[unit.id] = row.line
                return try take(row, of: unit, by: officer, ring: ring, in: tx)
            }
        }
    }

    private func take(
        _ row: StaffSheet.Row, of unit: CoveredUnit, by officer: Officer, ring: KeyRing, in tx: Transaction
    ) throws -> UploadedRow {
        var staff: [Employment: Int] = [:], flaws: [String] = []
        for employment in Employment.allCases {
            let words = row.numbers[employment] ?? ""
            guard let number = wholeNumber(words), number <= StaffReport.most else {
                flaws.append(words.isEmpty ? "\(employment.words)没有填，没有请填 0。" : "\(employment.words)“\(words)”不是人数。")
                continue
            }
            staff[employment] = number
        }
        guard flaws.isEmpty else { return told(row, unit, .refused, flaws.joined()) }
        let remark = row.remark.isEmpty ? nil : String(row.remark.prefix(300))
        let report = reports[unit.id]
        if report?.staff == staff, report?.source == source, remark == nil || report?.remark == remark {
            return told(row, unit, .same, "与已上报的相同。")
        }
        let doubts = StaffDoubt.all(staff, members: enrolled[unit.id] ?? [:], before: before[unit.id])
        guard doubts.isEmpty || remark != nil else {
            return told(row, unit, .refused, doubts.map(\.words).joined() + "确实如此的，请在“说明”一列写明原因后再传。")
        }
        let draft = StaffDraft(month: month, source: source, staff: staff, remark: remark)
        try StaffReport.save(draft, of: unit.id, by: officer.person, in: tx)
        try AuditEntry.write(
            draft.act(on: unit.id, before: report), by: officer.person, in: unit.id, ring: ring, tx)
        return told(row, unit, .taken, "\(report == nil ? "已上报" : "已更正")，合计 \(grouped(staff.values.reduce(0, +))) 人。")
    }

    private func told(
        _ row: StaffSheet.Row, _ unit: CoveredUnit?, _ outcome: UploadedRow.Outcome, _ words: String
    ) -> UploadedRow {
        let name = unit?.name ?? (row.name.isEmpty ? row.code : row.name)
        return UploadedRow(line: row.line, unitName: String(name.prefix(60)), outcome: outcome, words: words)
    }

    /// Why a row's unit was not found.
    private struct Unfound: Explained {
        let words: String
    }

    private func find(_ row: StaffSheet.Row) -> Result<CoveredUnit, Unfound> {
        let code = Self.key(row.code), name = Self.key(row.name)
        if !code.isEmpty, let unit = units.first(where: { Self.key($0.code ?? "") == code }) { return .success(unit) }
        guard !name.isEmpty else { return .failure(Unfound(words: "没有代码为“\(row.code)”的单位，或者它不在您的范围内。")) }
        let found = units.filter { [Self.key($0.name), Self.key($0.name + "工会")].contains(name) }
        if found.count == 1, let unit = found.first { return .success(unit) }
        if found.count > 1 { return .failure(Unfound(words: "有 \(found.count) 个单位都叫“\(row.name)”，请填写单位代码。")) }
        let near = nearest(row.name, in: units.map(\.name), atMost: row.name.count > 4 ? 2 : 1)
        let hint = near.map { "，是不是“\($0)”？" } ?? "，或者它不在您的范围内。"
        return .failure(Unfound(words: "没有叫“\(row.name)”的单位\(hint)"))
    }

    private static func key(_ name: String) -> String {
        normalized(name).filter { !$0.isWhitespace }.lowercased()
    }
}
