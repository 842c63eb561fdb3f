import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("The tree of units")
struct UnitTreeTests {
    @Test func `a second parent widens what its posts see, until it ends`() async throws {
        try await withTown { town in
            let path = Places.unit(town.physics.id)
            #expect(try await town.get(path, as: town.schoolSecretary).status == 404)
            let linked = try await town.post(
                Places.unitLinks(town.physics.id), ["parent": town.school.name], as: town.cityChair)
            #expect(linked.status == 303)
            #expect(try await town.get(path, as: town.schoolSecretary).status == 200)
            #expect(try await town.get(Places.unit(town.mathematics.id), as: town.schoolSecretary).status == 404)
            let again = try await town.post(
                Places.unitLinks(town.physics.id), ["parent": town.school.name], as: town.cityChair)
            #expect(again.text.contains("id=\"parent-e\""))
            let link = try await town.store.read { tx in try #require(try UnitLink.all(of: town.physics, in: tx).first)
            }
            #expect(try await town.post(Places.unitLinkEnd(link.id), [:], as: town.schoolSecretary).status == 403)
            #expect(try await town.post(Places.unitLinkEnd(link.id), [:], as: town.cityChair).status == 303)
            #expect(try await town.get(path, as: town.schoolSecretary).status == 404)
        }
    }

    /// After any founding, moving, linking and ending: paths agree with parents, counters with rows, and everybody sees
    /// exactly the units below their posts and the links to them.
    @Test func `holds together whatever is done to it`() async throws {
        await forAll(12) { (dice: inout Dice) async throws in
            let seed = dice.next()
            try await withTown { town in
                try await town.store.write { tx in
                    var dice = Dice(seed: seed), done = 0
                    for _ in 0..<25 {
                        do {
                            try tx.attempt { try Self.act(&dice, tx) }
                            done += 1
                        } catch is any Explained {
                            continue
                        } catch StoreProblem.notUnique {
                            // Two links between the same two.
                            continue
                        }
                    }
                    #expect(done > 0)
                    let flaws = try Self.flaws(tx) + MemberCount.flaws(in: tx) + Self.rightsFlaws(tx)
                    #expect(flaws == [])
                }
            }
        }
    }

    private static func act(_ dice: inout Dice, _ tx: Transaction) throws {
        let units: [UnitEntry] = try tx.all(
            "SELECT \(UnitEntry.columns) FROM unit WHERE state <> 'dissolved' ORDER BY id")
        let unit = dice.one(of: units), other = dice.one(of: units)
        switch dice.number(0...9) {
        case 0...3:
            let level = dice.one(of: UnitLevel.allCases.filter { $0.depth >= unit.level.depth })
            let kind = UnitKind.fitting(level)[0], name = "单位\(dice.number(1...99_999))"
            _ = try UnitEntry.insert(
                UnitDraft(name: name, shortName: name, level: level, kind: kind), under: unit, in: tx)
        case 4...6: try unit.move(under: other, in: tx)
        case 7: try UnitLink.insert(unit, to: other, from: tx.today, in: tx)
        case 8:
            let links: [UnitLink] = try tx.all(
                "SELECT \(UnitLink.columns) FROM unit_link l JOIN unit p ON p.id = l.parent_id WHERE l.until_day IS NULL ORDER BY l.id"
            )
            if let link = links.first { try link.end(on: tx.today, in: tx) }
        default: try unit.dissolve(on: tx.today, in: tx)
        }
    }

    private static func flaws(_ tx: Transaction) throws -> [String] {
        let units: [UnitEntry] = try tx.all("SELECT \(UnitEntry.columns) FROM unit ORDER BY path")
        let paths = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.path) })
        var flaws = units.filter { unit in
            let above = unit.parent.flatMap { paths[$0] } ?? ""
            return !unit.path.hasPrefix(above) || unit.path.utf8.count != above.utf8.count + 5
        }.map { "path \($0.path)" }
        flaws += try tx.values(
            "SELECT m.unit_path FROM membership m JOIN unit u ON u.id = m.unit_id WHERE u.path <> m.unit_path")
        flaws += try tx.values(
            "SELECT c.unit_path FROM member_count c JOIN unit u ON u.id = c.unit_id WHERE u.path <> c.unit_path")
        for unit in units where unit.level.depth >= UnitLevel.base.depth {
            guard let base = try unit.base(in: tx) else { continue }
            let strays: Int =
                try tx.value(
                    "SELECT count(*) FROM membership WHERE unit_id = \(unit.id) AND base_id <> \(base)") ?? 0
            if strays > 0 { flaws.append("base of \(unit.path)") }
        }
        return flaws
    }

    private static func rightsFlaws(_ tx: Transaction) throws -> [String] {
        let units: [UnitEntry] = try tx.all("SELECT \(UnitEntry.columns) FROM unit ORDER BY path")
        let paths = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.path) })
        let posts: [Post] = try tx.all("SELECT \(Post.columns) FROM post ORDER BY id")
        let links: [UnitLink] = try tx.all(
            "SELECT \(UnitLink.columns) FROM unit_link l JOIN unit p ON p.id = l.parent_id WHERE l.until_day IS NULL")
        var flaws: [String] = []
        for post in posts {
            let top = paths[post.unit] ?? ""
            let linked = links.filter { (paths[$0.parent] ?? "").hasPrefix(top) }.compactMap { paths[$0.unit] }
            let grants = try Grant.held(by: post.person, on: tx.today, in: tx)
            for unit in units {
                let expected = unit.path.hasPrefix(top) || linked.contains { unit.path.hasPrefix($0) }
                let seen = grants.contains { $0.permission == "unit.see" && $0.reach.contains(unit.path) }
                if expected != seen { flaws.append("\(post.kind) at \(top), \(unit.path): \(seen)") }
            }
        }
        return flaws
    }
}
