import Federation
import Vault
import Web

/// The tables of closed months.
let monthEndMigration = Migration(
    "coverage 001 month ends",
    """
    CREATE TABLE member_month (
        base_id bigint NOT NULL REFERENCES unit (id),
        month text NOT NULL,
        employment text NOT NULL,
        members bigint NOT NULL CHECK (members >= 0),
        PRIMARY KEY (base_id, month, employment)
    );
    CREATE INDEX member_month_month ON member_month (month, base_id);
    CREATE TABLE month_closing (
        id bigint NOT NULL PRIMARY KEY,
        month text NOT NULL UNIQUE,
        digest text NOT NULL,
        closed_at bigint NOT NULL,
        counted_at bigint NOT NULL,
        revised bigint NOT NULL
    );
    """)

/// That a month was counted: when, what came out, and whether that changed later.
struct MonthClosing: Record, Equatable, Sendable {
    let month: Month
    /// SHA-256 over the month's numbers in a fixed order.
    let digest: String
    let closedAt: Instant
    /// When its numbers last changed; the time of closing while they never did.
    let countedAt: Instant
    /// How many numbers later counts changed.
    let revised: Int

    static let columns: SQL = "month, digest, closed_at, counted_at, revised"

    init(_ row: borrowing Row) throws {
        month = try row.read("month")
        digest = try row.read("digest")
        closedAt = try row.read("closed_at")
        countedAt = try row.read("counted_at")
        revised = try row.read("revised")
    }

    /// All of them, the latest first.
    static func all(in tx: Transaction) throws -> [MonthClosing] {
        try tx.all("SELECT \(columns) FROM month_closing ORDER BY month DESC LIMIT \(MonthEnd.kept)")
    }
}

extension MonthEnd {
    /// Writes a month's numbers where they are new or changed. Nothing is written when all is as it was.
    static func keep(_ month: Month, _ counts: Counts, in tx: Transaction) throws {
        let digest = digest(counts)
        let known: MonthClosing? = try tx.first(
            "SELECT \(MonthClosing.columns) FROM month_closing WHERE month = \(month)\(.lockingRow)")
        guard known?.digest != digest else { return }
        if known != nil {
            let changed = changes(from: try kept(month, in: tx), to: counts)
            try tx.run("DELETE FROM member_month WHERE month = \(month)")
            try tx.run(
                """
                UPDATE month_closing SET digest = \(digest), counted_at = \(tx.now), revised = revised + \(changed)
                 WHERE month = \(month)
                """)
        } else {
            try tx.run(
                """
                INSERT INTO month_closing (id, month, digest, closed_at, counted_at, revised)
                VALUES (\(tx.newID(MonthClosing.self)), \(month), \(digest), \(tx.now), \(tx.now), 0)
                """)
        }
        var rows = ordered(counts)[...]
        try tx.load("member_month", ["base_id", "month", "employment", "members"]) {
            guard let row = rows.popFirst() else { return nil }
            return [row.cell.base.sqlValue, month.sqlValue, row.cell.employment.sqlValue, row.members.sqlValue]
        }
    }

    private static func ordered(_ counts: Counts) -> [(cell: Cell, members: Int)] {
        counts.map { (cell: $0.key, members: $0.value) }
            .sorted { ($0.cell.base.raw, $0.cell.employment) < ($1.cell.base.raw, $1.cell.employment) }
    }

    static func digest(_ counts: Counts) -> String {
        let lines = ordered(counts).map { "\($0.cell.base) \($0.cell.employment) \($0.members)\n" }
        return Digest.of(lines.joined()).hex
    }

    private static func changes(from old: Counts, to new: Counts) -> Int {
        Set(old.keys).union(new.keys).count { old[$0] != new[$0] }
    }

    private static func kept(_ month: Month, in tx: Transaction) throws -> Counts {
        var found: Counts = [:]
        try tx.each("SELECT base_id, employment, members FROM member_month WHERE month = \(month)") { row in
            let cell = Cell(base: try row.read("base_id"), employment: try row.read("employment"))
            found[cell] = try row.read("members")
        }
        return found
    }

    /// Months whose rows are not what was counted: nothing when all is well.
    static func flaws(in tx: Transaction) throws -> [String] {
        try MonthClosing.all(in: tx).compactMap { closing in
            let found = digest(try kept(closing.month, in: tx))
            return found == closing.digest ? nil : "\(closing.month.words)的月末会员数与封存时的摘要不符。"
        }
    }
}
