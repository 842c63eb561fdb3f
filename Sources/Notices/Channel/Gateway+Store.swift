import Federation
import Vault
import Web

extension Gateway: Record {
    static let columns: SQL = """
        g.id, g.unit_id, g.kind, g.name, g.host, g.settings_sealed, g.state, g.failures, g.last_problem, g.used_at
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        name = try row.read("name")
        host = try row.read("host")
        sealed = Sealed(try row.read("settings_sealed"))
        state = try row.read("state")
        failures = try row.read("failures")
        lastProblem = try row.read("last_problem")
        usedAt = try row.read("used_at")
    }

    /// Those of one unit; the caller has found it for its officer.
    static func all(of unit: UnitEntry, in tx: Transaction) throws -> [Gateway] {
        try tx.all("SELECT \(columns) FROM gateway g WHERE g.unit_id = \(unit.id) ORDER BY g.kind, g.id")
    }

    static func find(_ id: ID<Gateway>, as officer: Officer, in tx: Transaction) throws -> Gateway {
        let found: Gateway? = try tx.first(
            """
            SELECT \(columns) FROM gateway g JOIN unit u ON u.id = g.unit_id
             WHERE g.id = \(id) AND \(officer.sees("u.path"))
            """)
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The open gateways to persons that serve a unit: its own, or else those of the nearest union above it.
    static func open(above path: String, in tx: Transaction) throws -> [NoticeChannel: Gateway] {
        let all: [Gateway] = try tx.all(
            """
            SELECT \(columns) FROM gateway g JOIN unit u ON u.id = g.unit_id
             WHERE g.state = 'open' AND u.path \(anyOf: UnitEntry.paths(above: path) + [path])
             ORDER BY u.path, g.id DESC
            """)
        var open: [NoticeChannel: Gateway] = [:]
        for gateway in all { if let channel = gateway.kind.channel { open[channel] = gateway } }
        return open
    }

    static func insert(_ draft: GatewayDraft, in unit: ID<Unit>, ring: KeyRing, _ tx: Transaction) throws -> ID<Gateway>
    {
        let id: ID<Gateway> = tx.newID()
        let sealed = ring.seal(draft.settings.json.text, for: place(id))
        try tx.run(
            """
            INSERT INTO gateway (id, unit_id, kind, name, host, settings_sealed, state, failures, made_at)
            VALUES (\(id), \(unit), \(draft.kind), \(draft.name), \(draft.host), \(sealed.bytes), 'open', 0, \(tx.now))
            """)
        return id
    }

    func set(_ state: State, _ tx: Transaction) throws {
        try tx.run("UPDATE gateway SET state = \(state), failures = 0 WHERE id = \(id)")
    }

    /// Notes how a try went.
    static func note(_ id: ID<Gateway>, _ problem: String?, _ tx: Transaction) throws {
        guard let problem else {
            try tx.run(
                """
                UPDATE gateway SET failures = 0, last_problem = CAST(NULL AS text), used_at = \(tx.now) WHERE id = \(id)
                """)
            return
        }
        try tx.run("UPDATE gateway SET failures = failures + 1, last_problem = \(problem) WHERE id = \(id)")
    }
}

/// What a form for a gateway must hold; each kind asks for its own fields.
struct GatewayDraft: Sendable {
    let kind: Gateway.Kind
    let name: String
    let host: String
    let settings: GatewaySettings
}
