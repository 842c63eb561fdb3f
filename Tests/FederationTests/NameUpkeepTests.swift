import Base
import Store
import Testing
import Web
import Words

@testable import Federation

@Suite("The order of names")
struct NameUpkeepTests {
    @Test func `is made anew when the program reads otherwise, and stops and goes on`() async throws {
        try await withTown { town in
            try await town.settle(700)
            let before = try await town.names()
            #expect(try await town.store.read { try NameUpkeep.isCurrent(in: $0) })
            try await town.store.write { tx in
                try tx.run("UPDATE name_version SET version = 'old'")
                try tx.run("UPDATE person SET name_key = '00'")
                try tx.run("UPDATE membership SET name_key = '00'")
                let spells: [ID<Membership>] = try tx.values("SELECT id FROM membership ORDER BY id LIMIT 300")
                for spell in spells {
                    try MemberSearch.forget(spell, in: tx)
                    try MemberSearch.learn(spell, name: "旧", number: nil, in: tx)
                }
                try tx.run("UPDATE unit SET name_key = '00'")
                try tx.later(NameUpkeep.duty, payload: "")
            }
            #expect(try await town.names() != before)
            let runner = DutyRunner(town.store, kinds: [NameUpkeep.kind], holder: "test", pause: .zero)
            let turns = try await runner.runOnce()
            #expect(turns >= 4)
            #expect(try await town.names() == before)
            #expect(try await town.store.read { try NameUpkeep.isCurrent(in: $0) })
            try await town.store.write { tx in try tx.later(NameUpkeep.duty, payload: "") }
            #expect(try await runner.runOnce() == 1)
        }
    }

    @Test func `follows the surname`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                for name in ["曾伟", "周敏", "单芳", "查良", "曹操", "陈平"] {
                    try tx.member(name, number: nil, in: town.physics, ring: town.ring)
                }
            }
            let json = try await town.json(Places.members(town.physics.id), as: town.secretary)
            let names = json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(names == ["曹操", "陈平", "单芳", "曾伟", "查良", "周敏"])
        }
    }
}

extension Town {
    /// Every key and every token.
    fileprivate func names() async throws -> [String] {
        try await store.read { tx in
            let keys: [String] = try tx.values(
                """
                SELECT p.name || p.name_key || m.name_key || CAST(t.tokens AS text) FROM person p
                  JOIN membership m ON m.person_id = p.id JOIN member_token t ON t.id = m.id ORDER BY m.id
                """)
            return keys + (try tx.values("SELECT name || name_key FROM unit ORDER BY id"))
        }
    }
}
