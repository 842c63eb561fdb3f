import Web

/// The work beside the visits: duties of every federation, the use of sessions, the node's number. Part of `serve`,
/// all of `work`.
struct Work: Sendable {
    let house: House
    let ledger: Ledger

    /// Works until the task is cancelled; duties under way are handed back. Ends early only when this process may no
    /// longer make ids.
    func run() async throws {
        try await withThrowingTaskGroup { group in
            for site in house.sites {
                group.addTask { await duties(of: site) }
                group.addTask { await site.keepSessions() }
                group.addTask { await site.keepTokens() }
                group.addTask { await daily(of: site) }
                for errand in site.facts.joined.errands { group.addTask { await run(errand, for: site) } }
            }
            group.addTask { try await house.installation.keepNode() }
            do {
                try await group.waitForAll()
            } catch is CancellationError {
                group.cancelAll()
            }
        }
    }

    private func duties(of site: Site) async {
        let name = site.facts.name
        let runner = DutyRunner(
            site.store, kinds: site.facts.joined.duties + site.facts.joined.siteDuties(of: site.facts),
            listeners: site.facts.joined.listeners,
            holder: "\(OwnProcess.id) \(name)")
        if site.store.engine == .sqlite {
            do { try await runner.takeOver() } catch { ledger.trouble("duties \(name)", error) }
        }
        await runner.run { ledger.trouble("duties \(name)", $0) }
    }

    /// Goes round and round; trouble makes it wait, not end.
    private func run(_ errand: Errand, for site: Site) async {
        var nap = Nap()
        while !Task.isCancelled {
            var hasMore = false
            do {
                if !errand.restsWithStore || nap.isOver(for: site.store) {
                    hasMore = try await errand.turn(site.facts, site.store)
                }
            } catch {
                if !Task.isCancelled { ledger.trouble("\(errand.name) \(site.facts.name)", error) }
            }
            if !hasMore { try? await Task.sleep(for: errand.pause) }
        }
    }

    /// Leaves the duties of the day, wherever the last was left a day ago or never.
    private func daily(of site: Site) async {
        let names = site.facts.joined.daily
        while !Task.isCancelled {
            do {
                for name in names { try await site.store.write { try leave(name, in: $0) } }
            } catch {
                if !Task.isCancelled { ledger.trouble("daily \(site.facts.name)", error) }
            }
            try? await Task.sleep(for: .seconds(1800))
        }
    }
}

/// One a day, whoever asks and how often.
func leave(_ name: String, in tx: Transaction) throws {
    let recent: Int? = try tx.value(
        "SELECT count(*) FROM duty WHERE name = \(name) AND created_at > \(tx.now.adding(days: -1))")
    guard recent == 0 else { return }
    try tx.later(name, payload: "")
}
