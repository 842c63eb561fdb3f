import Federation
import Vault
public import Web

/// 月末会员数: how many members (在籍) each base union had on the last day of a month, by employment type.
///
/// They are counted from the dated spells by a duty, once for all base unions, because a trend over two years must not read a
/// million spells each time somebody looks. Whose they are follows from where their unit stood on that day, whatever became of
/// it since; who was, by the books, in a unit that was not there yet is in no sum, as in the tree of the day. They are kept with the digest of what was counted. Every night all months are
/// counted anew: where an entry made later changes a past month, its numbers follow, and it is noted that they did. So a closed
/// month says what is known of it now, and the note says that it once said otherwise.
public enum MonthEnd {
    /// Months that are kept: two years and one month before them.
    static let kept = 25

    static let duty = "coverage.close"

    /// One number of a month.
    struct Cell: Hashable, Sendable {
        let base: ID<Unit>
        let employment: String
    }

    typealias Counts = [Cell: Int]

    /// The closed months on a day, earliest first.
    static func months(on day: Day) -> [Month] {
        let last = Month(day).adding(-1)
        return (0..<kept).reversed().map { last.adding(-$0) }
    }

    /// The duty of the night.
    static let kind = DutyKind(duty) { _, store in
        let months = try await store.read { tx in try counts(in: tx) }
        for (month, counts) in months { try await store.write { tx in try keep(month, counts, in: tx) } }
        return .done
    }

    /// Counts and keeps in one transaction: for demos and tests.
    public static func close(in tx: Transaction) throws {
        for (month, counts) in try counts(in: tx) { try keep(month, counts, in: tx) }
    }

    /// Members of a unit itself, while they are summed.
    private struct Seat: Hashable {
        let unit: ID<Unit>
        let employment: String
    }

    /// Every closed month from the spells, in two passes whatever their number: who came by month, who went by month.
    static func counts(in tx: Transaction) throws -> [(month: Month, counts: Counts)] {
        let months = months(on: tx.today)
        guard let first = months.first else { return [] }
        let coming = try coming(since: first, in: tx), going = try going(months, in: tx)
        let bases = try BaseOfDay(in: tx)
        var now: [Seat: Int] = [:]
        return months.map { month in
            for (seat, count) in coming[month] ?? [:] { now[seat, default: 0] += count }
            for (seat, count) in going[month] ?? [:] { now[seat, default: 0] -= count }
            var counts: Counts = [:]
            for (seat, count) in now where count != 0 {
                guard let base = bases.base(of: seat.unit, on: month.last) else { continue }
                counts[Cell(base: base, employment: seat.employment), default: 0] += count
            }
            return (month, counts.filter { $0.value != 0 })
        }
    }

    /// Members by the month at whose end they are counted first; those of before in the first.
    private static func coming(since first: Month, in tx: Transaction) throws -> [Month: [Seat: Int]] {
        var found: [Month: [Seat: Int]] = [:]
        try tx.each(
            """
            SELECT unit_id, employment, CASE WHEN from_day < \(first.first) THEN \(first) ELSE substr(from_day, 1, 7) END AS month,
                count(*) AS members
              FROM membership
             WHERE state = \(MembershipState.active) AND (until_day IS NULL OR until_day >= \(first.last))
             GROUP BY 1, 2, 3
            """
        ) { row in
            let seat = Seat(unit: try row.read("unit_id"), employment: try row.read("employment"))
            found[try row.read("month"), default: [:]][seat, default: 0] += try row.read("members")
        }
        return found
    }

    /// Members by the month at whose end they are no longer counted: who leaves on the last day of a month is still there that
    /// evening.
    private static func going(_ months: [Month], in tx: Transaction) throws -> [Month: [Seat: Int]] {
        var found: [Month: [Seat: Int]] = [:]
        try tx.each(
            """
            SELECT unit_id, employment, substr(until_day, 1, 7) AS month,
                CASE WHEN until_day \(anyOf: months.map(\.last)) THEN 1 ELSE 0 END AS to_the_end, count(*) AS members
              FROM membership
             WHERE state = \(MembershipState.active) AND until_day >= \(months[0].last)
             GROUP BY 1, 2, 3, 4
            """
        ) { row in
            let seat = Seat(unit: try row.read("unit_id"), employment: try row.read("employment"))
            let month: Month = try row.read("month"), toTheEnd: Int = try row.read("to_the_end")
            found[month.adding(toTheEnd), default: [:]][seat, default: 0] += try row.read("members")
        }
        return found
    }
}
