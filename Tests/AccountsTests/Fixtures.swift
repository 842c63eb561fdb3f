import Access
import Base
import Federation
import Store
import Synchronization
import TestKit
import Testing
import Vault
import Web

@testable import Accounts

/// A site with nothing but this room, and its people.
struct Town {
    let site: Site
    let clock: TestClock

    func browser(from remote: String = "192.0.2.7") -> Browser { Browser(site, remote: remote) }

    /// An account with a password, hashed as cheaply as can be.
    @discardableResult
    func account(
        _ name: String = "t1001", _ person: String = "陈荷", password: String? = "yi-ju-hao-ji-de-hua",
        mustChange: Bool = false
    ) async throws -> ID<Account> {
        let hash = try password.map { try Password.hash($0, cost: .minimum) }
        return try await site.store.write { tx in
            let id = try Account.insert(for: tx.newID(), signInName: name, name: person, in: tx)
            if let hash { try Account.find(id, in: tx).setPassword(hash: hash, mustChange: mustChange, in: tx) }
            return id
        }
    }

    func link(_ id: ID<Account>) async throws -> String {
        try await site.store.write { tx in try SetUpLink.make(for: id, by: nil, in: tx) }
    }

    /// Sets up a phone's codes as its owner would have.
    @discardableResult
    func phone(of id: ID<Account>) async throws -> TOTP {
        let phone = TOTP.fresh(), ring = site.facts.ring
        try await site.store.write { tx in
            try Account.find(id, in: tx).setUp(phone, step: TOTP.step(at: tx.now) - 5, ring: ring, in: tx)
        }
        return phone
    }

    func count(_ sql: SQL) async throws -> Int { try await site.store.read { tx in try tx.value(sql) ?? 0 } }
}

/// A room of one page for those who are in.
let home: Module = {
    var module = Module("home")
    module.routes = [
        .get(Place("/"), .member) { visit in
            .page(title: "首页", shell: .member(), "<h1>\(visit.who.name)，您好</h1>\(action("退出登录", to: Places.signOut()))")
        }
    ]
    return module
}()

/// The tables of people without their pages: a password may not be a birth date or a telephone number.
private let registerAlone: Module = {
    var module = Module("register")
    module.migrations = Module.federation.migrations
    return module
}()

func withTown(demoAccounts: [DemoAccount] = [], _ body: (Town) async throws -> Void) async throws {
    let clock = TestClock("2026-03-02 15:00")
    let rooms = [registerAlone, Module.accounts(Arithmetic(limit: 16), cost: .minimum), home]
    try await withSite(rooms, world: clock.world(seed: 7), demoAccounts: demoAccounts) { site in
        try await body(Town(site: site, clock: clock))
    }
}

extension Browser {
    /// Signs in through the form.
    @discardableResult
    func signIn(_ name: String = "t1001", _ password: String = "yi-ju-hao-ji-de-hua", to: String = "") async
        -> BrowsedPage
    {
        await get(Places.signIn().with("to", to))
        return await submit(to: Places.signIn(), ["name": name, "password": password])
    }
}
