import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("The sums of members")
struct MemberSumTests {
    /// Whatever happens to members and units, folded or not: sums, counters and rows agree, and a page tells what is true.
    @Test func `are exact at every moment`() async throws {
        await forAll(8) { (dice: inout Dice) async throws in
            let seed = dice.next()
            try await withTown { town in
                try await town.settle(30)
                var dice = Dice(seed: seed)
                for round in 0..<12 {
                    let draws = Dice(seed: dice.next())
                    let turn = dice.number(0...3)
                    try await town.store.write { tx in
                        switch turn {
                        case 0: try MemberSums.fold(most: 7, in: tx)
                        case 1:
                            let algebra = try UnitEntry.unscoped(town.group.id, in: tx)
                            let home = round.isMultiple(of: 2) ? town.physics : town.mathematics
                            try algebra.move(under: try UnitEntry.unscoped(home.id, in: tx), in: tx)
                        default: try town.happen(round, draws, tx)
                        }
                        #expect(try MemberCount.flaws(in: tx) == [])
                    }
                    try await town.expectTrueTotals()
                }
            }
        }
    }

    @Test func `are folded by one duty, however many write`() async throws {
        try await withTown { town in
            try await town.settle(50)
            let waiting: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM duty WHERE name = \(MemberSums.duty)")
            }
            #expect(waiting == 1)
            try await town.store.write { tx in
                try MemberSums.fold(most: .max, in: tx)
                let rest: Int? = try tx.value("SELECT count(*) FROM member_change")
                #expect(rest == 0)
                #expect(try MemberCount.flaws(in: tx) == [])
                try tx.run("UPDATE member_sum SET members = members + 1 WHERE unit_id = \(town.city.id)")
                #expect(try MemberCount.flaws(in: tx).isEmpty == false)
            }
        }
    }
}

extension Town {
    /// Compares what the list, the workbench and the tree say of every unit with the rows.
    fileprivate func expectTrueTotals() async throws {
        let officer = try await officer(.memberSee, cityChair)
        try await store.read { tx in
            let units: [UnitEntry] = try tx.all("SELECT \(UnitEntry.columns) FROM unit ORDER BY path")
            let sums = try MemberSums.members(of: units.map(\.path), in: tx)
            for unit in units {
                let rows: Int =
                    try tx.value(
                        """
                        SELECT count(*) FROM membership WHERE until_day IS NULL AND state IN ('active', 'retained')
                           AND unit_path >= \(unit.path) AND unit_path < \(Reach.end(of: unit.path))
                        """) ?? 0
                #expect(sums[unit.path] == rows, "\(unit.name)")
                let totals = try MemberTotals(MemberScope(unit, as: officer), in: tx)
                #expect(totals.members(MemberFilter()) == rows)
                let counts = try MemberCount.totals(below: unit.path, as: officer, in: tx)
                #expect(counts.filter(\.state.isMember).reduce(0) { $0 + $1.members } == rows)
                let here: Int =
                    try tx.value(
                        "SELECT count(*) FROM membership WHERE until_day IS NULL AND unit_id = \(unit.id)") ?? 0
                #expect(totals.members(MemberFilter(states: .all, hasBelow: false)) == here)
            }
        }
    }
}
