import Access
import Base
import Store
import TestKit
import Testing

@Suite("An account") struct AccountTests {
    /// An open account on a store whose clock may be moved.
    private static func withAccount(_ body: (Store, Account, TestClock) async throws -> Void) async throws {
        let clock = TestClock("2026-03-02 09:00")
        try await withStore(migrations: accessMigrations, world: clock.world(seed: 7)) { store in
            let account = try await store.write { tx in
                try Account.find(try Account.insert(for: ID(7), signInName: " Ｔ1001 ", name: "陈荷", in: tx), in: tx)
            }
            try await body(store, account, clock)
        }
    }

    private static func opened(_ store: Store, _ account: Account, _ stage: Session.Stage = .full) async throws
        -> String
    {
        try await store.write { tx in try Session.open(for: account, stage: stage, address: "-", agent: "-", in: tx) }
    }

    private static func isLiving(_ store: Store, _ token: String) async throws -> Bool {
        try await store.read { tx in try Session.first(token: token, in: tx) != nil }
    }

    @Test("is found by its name however it is typed", arguments: ["t1001", "T1001", "ｔ１００１", " t 1001\u{3000}"])
    func names(typed: String) async throws {
        try await Self.withAccount { store, account, _ in
            let found = try await store.read { tx in try Account.first(signingInAs: typed, in: tx) }
            #expect(found == account)
            #expect(!account.hasPassword)
        }
    }

    @Test func `is one a person, and one a name`() async throws {
        try await Self.withAccount { store, _, _ in
            for (person, name) in [(ID<Person>(7), "other"), (ID<Person>(8), "T1001")] {
                await #expect(throws: StoreProblem.notUnique) {
                    try await store.write { tx in try Account.insert(for: person, signInName: name, name: "-", in: tx) }
                }
            }
        }
    }

    @Test func `that is closed ends its sessions, and its links lead nowhere`() async throws {
        try await Self.withAccount { store, account, _ in
            let token = try await Self.opened(store, account)
            let link = try await store.write { tx in try SetUpLink.make(for: account.id, by: nil, in: tx) }
            try await store.write { tx in try Account.setState(.closed, of: account.person, in: tx) }
            let found1 = try await Self.isLiving(store, token)
            #expect(!found1)
            let found2 = try await store.read { tx in try SetUpLink.first(token: link, in: tx) }
            #expect(found2 == nil)
            await #expect(throws: Refusal.missing) {
                try await store.write { tx in _ = try SetUpLink.use(token: link, in: tx) }
            }
        }
    }

    @Test func `with a new password keeps one session and no other`() async throws {
        try await Self.withAccount { store, account, _ in
            let kept = try await Self.opened(store, account), other = try await Self.opened(store, account)
            try await store.write { tx in
                try account.setPassword(hash: "h", keeping: Session.digest(of: kept), in: tx)
            }
            let found3 = try await Self.isLiving(store, kept)
            #expect(found3)
            let found4 = try await Self.isLiving(store, other)
            #expect(!found4)
        }
    }

    @Test func `takes each code once, and none older than the last`() async throws {
        try await Self.withAccount { store, account, _ in
            let taken = try await store.write { tx in try [5, 5, 4, 6, 6].map { try account.useCode(step: $0, in: tx) }
            }
            #expect(taken == [true, false, false, true, false])
        }
    }

    @Test(
        "keeps a session as long as its stage allows",
        arguments: [
            (Session.Stage.full, 13, true), (.full, 14, false), (.newPassword, 0, true), (.newPassword, 1, false),
            (.code, 1, false),
        ])
    func sessions(stage: Session.Stage, days: Int, isLiving: Bool) async throws {
        try await Self.withAccount { store, account, clock in
            let token = try await Self.opened(store, account, stage)
            clock.pass(days: days)
            let found5 = try await Self.isLiving(store, token)
            #expect(found5 == isLiving)
            let found6 = try await Self.isLiving(store, token + "x")
            #expect(!found6)
            try await store.write { tx in try Session.sweep(in: tx) }
            let left: Int? = try await store.read { tx in try tx.value("SELECT count(*) FROM session") }
            #expect(left == (isLiving ? 1 : 0))
        }
    }

    @Test func `lets nobody end another's session`() async throws {
        try await Self.withAccount { store, account, _ in
            let token = try await Self.opened(store, account)
            let other = try await store.write { tx in try Account.insert(for: ID(8), signInName: "o", name: "-", in: tx)
            }
            await #expect(throws: Refusal.missing) {
                try await store.write { tx in try Session.revoke(Session.digest(of: token), of: other, in: tx) }
            }
            let found7 = try await Self.isLiving(store, token)
            #expect(found7)
        }
    }

    @Test func `keeps no token that would open it`() async throws {
        try await Self.withAccount { store, account, _ in
            let token = try await Self.opened(store, account)
            let link = try await store.write { tx in try SetUpLink.make(for: account.id, by: nil, in: tx) }
            let kept: [String] = try await store.read { tx in
                try tx.values("SELECT digest FROM session UNION ALL SELECT digest FROM set_up_link")
            }
            #expect(kept.count == 2)
            #expect(kept.allSatisfy { !$0.contains(token) && !$0.contains(link) })
        }
    }

    @Test func `has one link at a time, which works once and for fourteen days`() async throws {
        try await Self.withAccount { store, account, clock in
            let make = { try await store.write { tx in try SetUpLink.make(for: account.id, by: nil, in: tx) } }
            let use = { (token: String) in try await store.write { tx in try SetUpLink.use(token: token, in: tx).id } }
            let first = try await make(), second = try await make()
            await #expect(throws: Refusal.missing) { _ = try await use(first) }
            let found8 = try await use(second)
            #expect(found8 == account.id)
            await #expect(throws: Refusal.missing) { _ = try await use(second) }
            let late = try await make()
            clock.pass(days: SetUpLink.days)
            await #expect(throws: Refusal.missing) { _ = try await use(late) }
        }
    }
}
