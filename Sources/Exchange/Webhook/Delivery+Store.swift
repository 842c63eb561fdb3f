import Federation
import Vault
import Web

extension Delivery {
    /// Leaves a message for each address that wants to know of a change and whose maker may.
    static func leave(_ changes: [Change], in tx: Transaction) throws {
        let webhooks = try Webhook.open(in: tx)
        guard !webhooks.isEmpty else { return }
        let paths = try self.paths(of: changes, in: tx)
        for webhook in webhooks {
            let held = try Grant.held(by: webhook.maker, on: tx.today, in: tx)
            let kinds = Change.Kind.allCases.filter { webhook.mayTell($0, held) }
            for change in changes where kinds.contains(change.kind) {
                guard let seen = change.seen(paths, within: { $0.hasPrefix(webhook.unitPath) }) else { continue }
                let body: JSON = ["type": JSON(seen.event), "timestamp": JSON(seen.at), "data": seen.json]
                try insert(
                    to: webhook.id, message: "msg_\(seen.id)_\(webhook.id)", number: seen.id, event: seen.event,
                    subject: "\(seen.kind.rawValue) \(seen.subject)", body: body.text, in: tx)
            }
        }
    }

    /// The paths of the units that changes name.
    static func paths(of changes: [Change], in tx: Transaction) throws -> [ID<Unit>: String] {
        let units = Set(changes.flatMap { [$0.unit, $0.left].compactMap(\.self) }).sorted()
        var paths: [ID<Unit>: String] = [:]
        try tx.each("SELECT id, path FROM unit WHERE id \(anyOf: units)") { row in
            paths[try row.read("id")] = try row.read("path")
        }
        return paths
    }

    /// A message that tells nothing, to try the address.
    static func ping(_ webhook: Webhook, in tx: Transaction) throws {
        let id: ID<Delivery> = tx.newID()
        let body: JSON = ["type": "ping", "timestamp": JSON(tx.now), "data": ["unit": JSON(webhook.unit)]]
        try insert(
            to: webhook.id, message: "msg_ping_\(id)", number: 0, event: "ping", subject: "ping \(id)", body: body.text,
            in: tx)
    }

    private static func insert(
        to webhook: ID<Webhook>, message: String, number: Int64, event: String, subject: String, body: String,
        in tx: Transaction
    ) throws {
        let id: ID<Delivery> = tx.newID()
        try tx.run(
            """
            INSERT INTO delivery (id, webhook_id, message, number, event, subject, body, state, attempts, due_at, made_at)
            VALUES (\(id), \(webhook), \(message), \(number), \(event), \(subject), \(body), 'waiting', 0, \(tx.now),
                \(tx.now))
            """)
    }

    /// One message of an address that the officer keeps.
    static func find(_ id: ID<Delivery>, as officer: Officer, in tx: Transaction) throws -> Delivery {
        let delivery: Delivery? = try tx.first(
            """
            SELECT \(columns) FROM delivery d JOIN webhook w ON w.id = d.webhook_id JOIN unit u ON u.id = w.unit_id
             WHERE d.id = \(id) AND \(officer.sees("u.path"))
            """)
        guard let delivery else { throw Refusal.missing }
        return delivery
    }

    /// The next messages of an address after one, the latest first; the caller has found the address for its officer.
    static func page(
        of webhook: Webhook, _ state: State?, before: ID<Delivery>?, limit: Int, in tx: Transaction
    ) throws -> [Delivery] {
        let only: SQL = state.map { "AND d.state = \($0)" } ?? .nothing
        let rest: SQL = before.map { "AND d.id < \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM delivery d WHERE d.webhook_id = \(webhook.id) \(only) \(rest)
             ORDER BY d.id DESC LIMIT \(limit)
            """)
    }

    /// How many messages of an address stand in each state.
    static func counts(of webhook: Webhook, in tx: Transaction) throws -> [State: Int] {
        var counts: [State: Int] = [:]
        try tx.each(
            "SELECT state, count(*) AS messages FROM delivery WHERE webhook_id = \(webhook.id) GROUP BY state"
        ) { row in counts[try row.read("state")] = try row.read("messages") }
        return counts
    }

    /// Sends it once more from the beginning, also one that was sent.
    func again(in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE delivery SET state = 'waiting', attempts = 0, due_at = \(tx.now), done_at = CAST(NULL AS bigint)
             WHERE id = \(id)
            """)
    }

    /// Forgets what was sent a month ago, and what was given up a quarter ago.
    static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM delivery WHERE state = 'sent' AND done_at < \(tx.now.adding(days: -30))")
        try tx.run("DELETE FROM delivery WHERE state = 'dead' AND done_at < \(tx.now.adding(days: -90))")
    }
}

extension Change {
    /// The change as one who sees a part of the tree may know it: units outside are left out; nil when it is none of theirs.
    func seen(_ paths: [ID<Unit>: String], within isSeen: (String) -> Bool) -> Change? {
        let unit = self.unit.flatMap { unit in paths[unit].map(isSeen) ?? false ? unit : nil }
        let left = self.left.flatMap { left in paths[left].map(isSeen) ?? false ? left : nil }
        guard unit != nil || left != nil else { return nil }
        return Change(
            id: id, at: at, event: event, kind: kind, subject: subject, unit: unit, left: left, fields: fields)
    }
}
