import Federation
public import Web

extension StaffReport {
    /// A report on its way into an empty table: for demos and benches.
    public struct New: Sendable {
        public let unit: ID<Unit>
        public let draft: StaffDraft
        public let at: Instant

        public init(unit: ID<Unit>, _ draft: StaffDraft, at: Instant) {
            self.unit = unit
            self.draft = draft
            self.at = at
        }
    }

    /// Loads many reports by the engine's fastest way. Each must be its unit's first for its month.
    public static func load(_ all: [New], in tx: Transaction) throws {
        let ids = all.map { _ in tx.newID(StaffReport.self) }
        var reports = zip(all, ids).makeIterator()
        let columns = [
            "id", "unit_id", "month", "as_of", "source", "remark", "reported_by", "reported_at", "version",
        ]
        try tx.load("staff_report", columns) {
            guard let (new, id) = reports.next() else { return nil }
            let draft = new.draft
            return [
                id.sqlValue, new.unit.sqlValue, draft.month.sqlValue, draft.asOf.sqlValue, draft.source.sqlValue,
                draft.remark.sqlValue, .null, new.at.sqlValue, .integer(1),
            ]
        }
        var counts = zip(all, ids).flatMap { new, id in
            Employment.allCases.map { (id, $0, new.draft.staff[$0] ?? 0) }
        }[...]
        try tx.load("staff_count", ["report_id", "employment", "staff"]) {
            guard let (id, employment, staff) = counts.popFirst() else { return nil }
            return [id.sqlValue, employment.sqlValue, staff.sqlValue]
        }
    }
}
