import Access
import Base
import Store
import TestKit
import Testing

private let seeing = Permission("member.see", "查看会员名册")

@Suite("A reach") struct ReachTests {
    private static func draw(_ dice: inout Dice) -> Reach {
        Reach(unitPath: path(&dice), hasDescent: dice.chance())
    }

    /// Few numbers, so that paths often lie in one another; `1` and `10`, so that a beginning is no parent.
    private static func path(_ dice: inout Dice) -> String {
        dice.several(1...4) { $0.one(of: ["1/", "10/", "2/", "a/"]) }.joined()
    }

    @Test func `widest covers what all cover, and no part lies in another`() {
        forAll { dice in
            let all = dice.several(0...12, Self.draw), widest = Reach.widest(all)
            for _ in 0..<30 {
                let path = Self.path(&dice)
                #expect(widest.contains { $0.contains(path) } == all.contains { $0.contains(path) })
            }
            for (at, reach) in widest.enumerated() {
                for (other, wide) in widest.enumerated() where at != other { #expect(!wide.contains(reach.unitPath)) }
            }
            #expect(Set(widest).isSubset(of: all))
        }
    }

    @Test func `means the same in the database as here`() async throws {
        try await withStore(migrations: accessMigrations) { store in
            var dice = Dice.system
            let paths = Array(Set((0..<60).map { _ in Self.path(&dice) })), reaches = dice.several(20...20, Self.draw)
            try await store.write { tx in
                for (number, path) in paths.enumerated() {
                    let grant = Grant(
                        person: ID(1), permission: seeing, unitPath: path, hasDescent: false, from: tx.today, until: nil
                    )
                    try Grant.replace(from: GrantSource("post", ID<Unit>(Int64(number + 1))), with: [grant], in: tx)
                }
            }
            for reach in reaches {
                let found: [String] = try await store.read { tx in
                    try tx.values("SELECT unit_path FROM permission_grant WHERE \(reach.holds("unit_path"))")
                }
                #expect(Set(found) == Set(paths.filter(reach.contains)))
            }
        }
    }
}

@Suite("A grant") struct GrantTests {
    @Test(
        "holds from its first day through its last",
        arguments: [
            ("2026-02-28", false), ("2026-03-01", true), ("2026-03-31", true), ("2026-04-01", false),
        ])
    func dates(day: String, holds: Bool) async throws {
        try await withStore(migrations: accessMigrations) { store in
            let (from, until) = (Day("2026-03-01"), Day("2026-03-31"))
            let held = try await store.write { tx in
                let grant = Grant(
                    person: ID(1), permission: seeing, unitPath: "1/", hasDescent: true, from: from!, until: until)
                try Grant.replace(from: GrantSource("post", ID<Unit>(5)), with: [grant], in: tx)
                return try Grant.held(by: ID(1), on: Day(day)!, in: tx)
            }
            #expect(held.isEmpty == !holds)
        }
    }

    @Test func `goes with its source, and follows a unit that moves with all below`() async throws {
        try await withStore(migrations: accessMigrations) { store in
            try await store.write { tx in
                for (number, path) in ["1/2/", "1/2/3/", "1/20/", "1/"].enumerated() {
                    let grant = Grant(
                        person: ID(7), permission: seeing, unitPath: path, hasDescent: true, from: tx.today, until: nil)
                    try Grant.replace(from: GrantSource("post", ID<Unit>(Int64(number + 1))), with: [grant], in: tx)
                }
                try Grant.follow(from: "1/2/", to: "1/9/2/", in: tx)
                try Grant.replace(from: GrantSource("post", ID<Unit>(4)), with: [], in: tx)
            }
            let held = try await store.read { tx in try Grant.held(by: ID(7), on: tx.today, in: tx).map(\.unitPath) }
            #expect(held == ["1/20/", "1/9/2/", "1/9/2/3/"])
        }
    }
}
