import Accounts
import Coverage
import Exchange
import Federation
import Notices
import Rulebook
import Procedures
import Vault
import Web

/// The rooms of the house in the order in which their tables are made and their menus stand.
let rooms: [Module] = [
    core, .federation, .rulebook(units: .register), .notices(), .coverage, .accounts(arithmetic), .exchange,
    .procedures,
]

/// The one thread for slow hashes; those who come when 64 wait are asked to come later.
private let arithmetic = Arithmetic(limit: 64)

/// All that they bring.
let joined = Joined(rooms)

/// What every federation has before any room of the union's work: duties, the outbox, accounts, grants, the audit
/// chain.
private let core: Module = {
    var module = Module("core")
    module.migrations = Migration.duties + accessMigrations
    module.routes = [.fixed(Place("/api/openapi.json")) { openAPIResponse }]
    module.duties = [
        DutyKind("core.sweep") { _, tx in
            try Session.sweep(in: tx)
            try sweepSentForms(in: tx)
            let month = tx.now.adding(days: -30)
            try tx.run("DELETE FROM duty WHERE state = 'done' AND finished_at < \(month)")
            try tx.run("DELETE FROM outbox WHERE delivered_at < \(month)")
            return .done
        }
    ]
    module.siteDuties = { [Shelf.sweeping($0)] }
    module.daily = ["core.sweep", "web.shelf"]
    module.sealed = SealedColumn.access
    module.checks = [StoreCheck("审计链") { try AuditEntry.flaws(in: $0) }]
    return module
}()
