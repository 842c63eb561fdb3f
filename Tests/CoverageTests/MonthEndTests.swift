import Base
import Federation
import Store
import TestKit
import Testing

@testable import Coverage

@Suite("Month ends")
struct MonthEndTests {
    @Test func `are what counting each day for itself gives, whatever the spells`() async throws {
        try await withTown { town in
            await forAll(12) { dice in
                let dice = dice
                let flaws: [String] = try await town.store.write { tx in
                    var dice = dice
                    try tx.spells(240, &dice)
                    let counted = try MonthEnd.counts(in: tx)
                    let flaws = try counted.compactMap { month, counts -> String? in
                        let plain = try tx.membersPlainly(on: month.last)
                        return plain == counts ? nil : "\(month): \(counts) is not \(plain)"
                    }
                    try tx.run("DELETE FROM membership WHERE number LIKE 'law%'")
                    return flaws
                }
                #expect(flaws == [])
            }
        }
    }

    @Test func `stay as they are when nothing changed, and follow what is entered late, saying so`() async throws {
        try await withTown { town in
            let first = try await town.store.read { try MonthClosing.all(in: $0) }
            #expect(first.count == MonthEnd.kept && first.first?.month == Month("2026-10"))
            #expect(first.allSatisfy { $0.revised == 0 })
            let writes = try await town.store.write { tx in
                let before = tx.statements
                try MonthEnd.close(in: tx)
                return tx.statements - before
            }
            #expect(
                writes == 3 + MonthEnd.kept, "two counts, the history of units and one look a month, nothing written")
            try await town.store.write { tx in
                try tx.member("补录", in: town.school, ring: town.ring, from: Day("2026-09-30")!)
                try MonthEnd.close(in: tx)
            }
            let later = try await town.store.read { try MonthClosing.all(in: $0) }
            #expect(later.prefix(3).map(\.revised) == [1, 1, 0])
            #expect(try await town.store.read { try MonthEnd.flaws(in: $0) } == [])
            try await town.store.write { tx in
                try tx.run("UPDATE member_month SET members = members + 1 WHERE month = '2026-08'")
            }
            #expect(try await town.store.read { try MonthEnd.flaws(in: $0) }.count == 1)
        }
    }
}

extension Transaction {
    /// Random spells that begin and end around month ends.
    fileprivate func spells(_ count: Int, _ dice: inout Dice) throws {
        let units: [UnitEntry] = try all("SELECT \(UnitEntry.columns) FROM unit WHERE level = 'base' ORDER BY path")
        let person: Int64 = try value("SELECT min(id) FROM person") ?? 0
        for number in 0..<count {
            let unit = units[Int.random(in: 0..<units.count, using: &dice)]
            let month = Month(Day("2024-06-01")!).adding(Int.random(in: 0..<30, using: &dice))
            let edges = [month.first, month.first.adding(days: 14), month.last.adding(days: -1), month.last]
            let from = edges[Int.random(in: 0..<4, using: &dice)]
            let more = Month(from).adding(Int.random(in: 0..<14, using: &dice))
            let until = max(
                from, [more.first, more.last.adding(days: -1), more.last][Int.random(in: 0..<3, using: &dice)])
            let state: MembershipState = Int.random(in: 0..<5, using: &dice) == 0 ? .retained : .active
            let employment = Employment.allCases[Int.random(in: 0..<3, using: &dice)]
            try run(
                """
                INSERT INTO membership (id, person_id, unit_id, unit_path, base_id, name_key, number, sex, employment, state,
                    joined_on, from_day, until_day)
                VALUES (\(newID(Membership.self)), \(person), \(unit.id), \(unit.path), \(unit.id), 'x', \("law\(number)"),
                    'female', \(employment), \(state), \(from), \(from), \(until))
                """)
        }
    }

    fileprivate func membersPlainly(on day: Day) throws -> MonthEnd.Counts {
        var found: MonthEnd.Counts = [:]
        try each(
            """
            SELECT base_id, employment, count(*) AS members FROM membership
             WHERE state = 'active' AND from_day <= \(day) AND (until_day IS NULL OR until_day >= \(day))
             GROUP BY base_id, employment
            """
        ) { row in
            let cell = MonthEnd.Cell(base: try row.read("base_id"), employment: try row.read("employment"))
            found[cell] = try row.read("members")
        }
        return found
    }
}
