import Access
import Base
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Federation

/// Whatever officers do to units, on whatever day, what was so before that day stays so, and every day adds up.
@Suite("The laws of history")
struct HistoryLaws {
    @Test func `every day adds up, and no act changes a day before it`() async throws {
        await forAll(14) { (dice: inout Dice) async throws in
            let seed = dice.next()
            try await withTown { town in
                try await town.store.write { tx in
                    var dice = Dice(seed: seed)
                    try Self.people(&dice, town, tx)
                    var done = 0
                    for _ in 0..<30 {
                        let day = tx.today.adding(days: -dice.number(0...500))
                        let samples = [400, 90, 1].map { day.adding(days: -$0) }
                        let before = try samples.map { try Self.picture(of: $0, tx) }
                        do {
                            try tx.attempt { try Self.act(&dice, on: day, town.ring, tx) }
                        } catch is any Explained {
                            continue
                        }
                        done += 1
                        #expect(try samples.map { try Self.picture(of: $0, tx) } == before)
                        #expect(try UnitSpell.flaws(in: tx) + MemberCount.flaws(in: tx) == [])
                        for _ in 0..<3 { try Self.expectSum(tx.today.adding(days: -dice.number(0...900)), tx) }
                        try Self.expectSum(tx.today, tx)
                    }
                    #expect(done > 0)
                }
            }
        }
    }

    /// Members who joined, and some who left, in units of the town.
    private static func people(_ dice: inout Dice, _ town: Town, _ tx: Transaction) throws {
        for number in 1...24 {
            let unit = dice.one(of: [town.university, town.mathematics, town.physics, town.group, town.school])
            let from = Day("2021-01-01")!.adding(days: dice.number(0...1600))
            try tx.member(
                dice.name(), number: "N\(number)", in: unit, ring: town.ring,
                employment: dice.one(of: Employment.allCases),
                state: dice.chance(80) ? .active : dice.one(of: MembershipState.allCases), from: from)
        }
    }

    private static func act(_ dice: inout Dice, on day: Day, _ ring: KeyRing, _ tx: Transaction) throws {
        let units: [UnitEntry] = try tx.all(
            "SELECT \(UnitEntry.columns) FROM unit WHERE state <> 'dissolved' ORDER BY id")
        let unit = dice.one(of: units), other = dice.one(of: units)
        let order = UnitOrder(on: day, paper: UnitPaper(number: "〔2026〕\(dice.number(1...99)) 号"))
        switch dice.number(0...11) {
        case 0, 1:
            let level = dice.one(of: UnitLevel.allCases.filter { $0.depth >= unit.level.depth })
            _ = try UnitEntry.insert(draft(level, &dice), under: unit, by: order, in: tx)
        case 2: try unit.rename("改名\(dice.number(1...999))", "改\(dice.number(1...999))", by: order, in: tx)
        case 3, 4: try unit.move(under: other, by: order, in: tx)
        case 5, 6: try merge(unit, units, &dice, order, tx)
        case 7, 8: try split(unit, &dice, order, tx)
        case 9: try unit.dissolve(on: day, in: tx)
        default: try transfer(to: unit, on: day, &dice, ring, tx)
        }
    }

    private static func draft(_ level: UnitLevel, _ dice: inout Dice) -> UnitDraft {
        let name = "单位\(dice.number(1...99_999))"
        return UnitDraft(name: name, shortName: name, level: level, kind: UnitKind.fitting(level)[0])
    }

    private static func merge(
        _ unit: UnitEntry, _ units: [UnitEntry], _ dice: inout Dice, _ order: UnitOrder, _ tx: Transaction
    ) throws {
        let sources = units.filter { $0.level == unit.level && $0.id != unit.id && dice.chance() }
        guard !sources.isEmpty else { return }
        guard dice.chance(), let parent = units.first(where: { $0.id == unit.parent }) else {
            try Merger(sources, into: .existing(unit)).carryOut(by: order, in: tx)
            return
        }
        let into: Merger.Target = .founded(draft(unit.level, &dice), under: parent)
        try Merger(sources + [unit], into: into).carryOut(by: order, in: tx)
    }

    private static func split(_ unit: UnitEntry, _ dice: inout Dice, _ order: UnitOrder, _ tx: Transaction) throws {
        let children = try unit.standingChildren(in: tx)
        let people: [ID<Person>] = try tx.values(
            "SELECT person_id FROM membership WHERE unit_id = \(unit.id) AND until_day IS NULL ORDER BY id")
        let isEnding = dice.chance(40)
        let shares = dice.several(1...2) { dice in
            Split.Share(draft(unit.level, &dice), people: people.filter { _ in dice.chance(30) })
        }
        var taken: Set<ID<Person>> = [], filled: [Split.Share] = []
        for (index, share) in shares.enumerated() {
            let units = children.enumerated().filter {
                (isEnding || $0.offset % 2 == 0) && $0.offset % shares.count == index
            }
            let mine = share.people.filter { taken.insert($0).inserted }
            filled.append(Split.Share(share.draft, units: units.map(\.element), people: mine))
        }
        let rest = isEnding || dice.chance(30) ? 0 : nil
        try Split(unit, into: filled, rest: rest, isEnding: isEnding).carryOut(by: order, in: tx)
    }

    private static func transfer(
        to unit: UnitEntry, on day: Day, _ dice: inout Dice, _ ring: KeyRing, _ tx: Transaction
    ) throws {
        let spells: [Membership] = try tx.all(
            "SELECT \(Membership.columns) FROM membership WHERE until_day IS NULL ORDER BY id")
        let spell = dice.one(of: spells)
        guard day >= (try UnitSpell.since(unit, in: tx)), spell.from <= day else { return }
        let person: PersonEntry = try #require(
            try tx.first("SELECT \(PersonEntry.columns) FROM person p WHERE p.id = \(spell.person)"))
        let draft = MembershipDraft(
            unit: unit.id, number: spell.number, employment: spell.employment,
            state: dice.chance(80) ? .active : .retained, joinedOn: spell.joinedOn, from: day)
        try spell.change(to: draft, of: person, in: unit, tx)
    }

    /// The sum over the tree is the number of members whose spells hold on the day, and nobody stands in no unit.
    private static func expectSum(_ day: Day, _ tx: Transaction) throws {
        let root: UnitEntry = try #require(
            try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE parent_id IS NULL"))
        let tree = try TreeOfDay(on: day, below: root.path, in: tx)
        let spells: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership WHERE state IN ('active', 'retained') AND from_day <= \(day)
                   AND (until_day IS NULL OR until_day >= \(day))
                """) ?? 0
        let strays = try CountOfDay.all(on: day, in: tx).filter { count in
            count.state.isMember && !tree.units.contains { $0.unit == count.unit }
        }
        #expect(strays == [], "on \(day)")
        #expect(tree.total == spells, "on \(day)")
        #expect(tree.units.filter { $0.parent != nil && $0.path.utf8.count == 5 } == [])
        #expect(Set(tree.units.map(\.path)).count == tree.units.count, "on \(day) two units share a place")
    }

    /// All that a day shows, to be compared.
    private static func picture(of day: Day, _ tx: Transaction) throws -> [String] {
        let counts = Dictionary(grouping: try CountOfDay.all(on: day, in: tx), by: \.unit)
        return try UnitSpell.all(on: day, in: tx).map { unit in
            let members = (counts[unit.unit] ?? []).map { "\($0.state) \($0.employment) \($0.members)" }.sorted()
            return "\(unit.path) \(unit.name) \(unit.shortName) \(unit.parent?.raw ?? 0) \(members)"
        }
    }
}
