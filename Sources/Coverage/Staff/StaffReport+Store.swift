import Federation
import Vault
public import Web

/// The tables of staff reports.
let staffMigration = Migration(
    "coverage 002 staff reports",
    """
    CREATE TABLE staff_report (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        month text NOT NULL,
        as_of text NOT NULL,
        source text NOT NULL CHECK (source IN ('report', 'hr_file', 'personnel_system')),
        remark text,
        reported_by bigint,
        reported_at bigint NOT NULL,
        version bigint NOT NULL
    );
    CREATE UNIQUE INDEX staff_report_unit ON staff_report (unit_id, month);
    CREATE TABLE staff_count (
        report_id bigint NOT NULL REFERENCES staff_report (id),
        employment text NOT NULL,
        staff bigint NOT NULL CHECK (staff >= 0),
        PRIMARY KEY (report_id, employment)
    );
    """)

/// A report that is corrected stays as early as it was.
let staffCorrectionMigration = Migration(
    "coverage 004 corrections", "ALTER TABLE staff_report ADD COLUMN corrected_at bigint;")

extension StaffReport {
    private struct Line: Record {
        let report: StaffReport
        let employment: Employment
        let staff: Int

        static let columns: SQL = """
            r.id, r.unit_id, r.month, r.as_of, r.source, r.remark, r.reported_by, r.reported_at, r.corrected_at,
            r.version, c.employment, c.staff
            """

        init(_ row: borrowing Row) throws {
            report = StaffReport(
                id: try row.read("id"), unit: try row.read("unit_id"), month: try row.read("month"),
                asOf: try row.read("as_of"), source: try row.read("source"), remark: try row.read("remark"),
                reportedBy: try row.read("reported_by"), reportedAt: try row.read("reported_at"),
                correctedAt: try row.read("corrected_at"),
                version: try row.read("version"), staff: [:])
            employment = try row.read("employment")
            staff = try row.read("staff")
        }
    }

    func with(_ staff: [Employment: Int]) -> StaffReport {
        StaffReport(
            id: id, unit: unit, month: month, asOf: asOf, source: source, remark: remark, reportedBy: reportedBy,
            reportedAt: reportedAt, correctedAt: correctedAt, version: version, staff: staff)
    }

    /// Rows of a report become one, in the order in which they come.
    private static func joined(_ lines: [Line]) -> [StaffReport] {
        var order: [ID<StaffReport>] = [], found: [ID<StaffReport>: StaffReport] = [:]
        for line in lines {
            if found[line.report.id] == nil { order.append(line.report.id) }
            var staff = found[line.report.id]?.staff ?? [:]
            staff[line.employment] = line.staff
            found[line.report.id] = line.report.with(staff)
        }
        return order.compactMap { found[$0] }
    }

    /// The latest reports of a unit that its officer has found.
    static func all(of unit: UnitEntry, limit: Int = 15, in tx: Transaction) throws -> [StaffReport] {
        joined(
            try tx.all(
                """
                SELECT \(Line.columns) FROM staff_report r JOIN staff_count c ON c.report_id = r.id
                 WHERE r.unit_id = \(unit.id) ORDER BY r.month DESC, r.id, c.employment
                 LIMIT \(limit * Employment.allCases.count)
                """))
    }

    /// What the units of a place reported for a month, by unit.
    static func all(of month: Month, _ place: MonthPlace, in tx: Transaction) throws -> [ID<Unit>: StaffReport] {
        let found = joined(
            try tx.all(
                """
                SELECT \(Line.columns)
                  FROM unit_spell s JOIN staff_report r ON r.unit_id = s.unit_id AND r.month = \(month)
                  JOIN staff_count c ON c.report_id = r.id
                 WHERE \(place.holds)
                """))
        return Dictionary(found.map { ($0.unit, $0) }) { first, _ in first }
    }

    private struct Known: Record {
        let id: ID<StaffReport>
        let version: Int
        static let columns: SQL = "id, version"

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            version = try row.read("version")
        }
    }

    /// Keeps a report, in place of the one that was there. `expected` is the version the officer saw, 0 for none; nil asks
    /// nothing, for uploads and the demo.
    @discardableResult
    public static func save(
        _ draft: StaffDraft, of unit: ID<Unit>, over expected: Int? = nil, by person: ID<Person>?, at: Instant? = nil,
        in tx: Transaction
    ) throws -> ID<StaffReport> {
        let known: Known? = try tx.first(
            "SELECT id, version FROM staff_report WHERE unit_id = \(unit) AND month = \(draft.month)\(.lockingRow)")
        if let expected, expected != known?.version ?? 0 {
            throw Flaws("", "刚才有人报过\(draft.month.words)的人数。下面是现在的内容，请核对后再报。")
        }
        let id = known?.id ?? tx.newID()
        if known == nil {
            try tx.run(
                """
                INSERT INTO staff_report (id, unit_id, month, as_of, source, remark, reported_by, reported_at, version)
                VALUES (\(id), \(unit), \(draft.month), \(draft.asOf), \(draft.source), \(draft.remark), \(person),
                    \(at ?? tx.now), 1)
                """)
        } else {
            try tx.run(
                """
                UPDATE staff_report SET as_of = \(draft.asOf), source = \(draft.source), remark = \(draft.remark),
                    reported_by = \(person), corrected_at = \(at ?? tx.now), version = version + 1
                 WHERE id = \(id)
                """)
        }
        for employment in Employment.allCases {
            try tx.run(
                """
                INSERT INTO staff_count (report_id, employment, staff)
                VALUES (\(id), \(employment), \(draft.staff[employment] ?? 0))
                ON CONFLICT (report_id, employment) DO UPDATE SET staff = excluded.staff
                """)
        }
        return id
    }

    /// `在编 52、聘用 3`
    static func written(_ staff: [Employment: Int]) -> String {
        Employment.allCases.map { "\($0.words) \(staff[$0] ?? 0)" }.joined(separator: "、")
    }
}

extension StaffDraft {
    /// The act of reporting, for the unit's chain.
    func act(on unit: ID<Unit>, before: StaffReport?) -> Act {
        let old = before.map { "原报 \(StaffReport.written($0.staff))；" } ?? ""
        return Act(
            "staff.report", on: "unit", unit, detail: "\(old)现报 \(StaffReport.written(staff))",
            "\(before == nil ? "上报" : "更正")\(month.words)教职工人数，合计 \(staff.values.reduce(0, +)) 人（\(source.words)）")
    }
}
