import Couriers
import Vault
import Web

/// Takes waiting messages to their addresses, a few at once, beside the visits.
///
/// A message is taken by moving its due time on, in a transaction of its own: whoever else looks finds it not due, and when
/// this process dies it is due again. So it may arrive twice and never not at all; its id tells the receiver.
enum Delivering {
    /// Messages under way at once, and of one address.
    static let most = 24
    static let mostOfOne = 8
    /// Seconds until a message that was taken and never noted is due again.
    static let lease = 120

    /// A message with where it goes.
    private struct Outgoing: Record, Sendable {
        let delivery: Delivery
        let address: String
        let secret: Sealed
        let former: Sealed?
        let formerUntil: Instant?

        static let columns: SQL = Delivery.columns + ", w.address, w.secret_sealed, w.former_sealed, w.former_until"

        init(_ row: borrowing Row) throws {
            delivery = try Delivery(row)
            address = try row.read("address")
            secret = Sealed(try row.read("secret_sealed"))
            let former: [UInt8]? = try row.read("former_sealed")
            self.former = former.map { Sealed($0) }
            formerUntil = try row.read("former_until")
        }

        /// The secrets that sign at a time, the new one first.
        func secrets(_ ring: KeyRing, at now: Instant) throws -> [String] {
            let hook = delivery.webhook
            var all = [try ring.openText(secret, for: Webhook.secretPlace(hook))]
            if let former, let formerUntil, formerUntil > now {
                all.append(try ring.openText(former, for: Webhook.formerPlace(hook)))
            }
            return all
        }
    }

    /// One turn: takes what is due, sends it, notes the answers. Whether anything was sent.
    static func turn(_ site: SiteFacts, _ store: Store) async throws -> Bool {
        let waits = try await store.read { tx in try !due(in: tx).isEmpty }
        guard waits else { return false }
        let taken = try await store.write { tx in try due(in: tx).filter { try take($0.delivery, in: tx) } }
        let courier = Courier(site.outreach)
        let ring = site.ring
        let now = store.world.now()
        let receipts = await withTaskGroup { group in
            for outgoing in taken {
                group.addTask { (outgoing.delivery, await send(outgoing, courier, ring, at: now)) }
            }
            var receipts: [(Delivery, Receipt)] = []
            for await receipt in group { receipts.append(receipt) }
            return receipts
        }
        try await store.write { tx in
            for (delivery, receipt) in receipts.sorted(by: { $0.0.id < $1.0.id }) {
                try note(delivery, receipt, in: tx)
            }
        }
        return !taken.isEmpty
    }

    /// What may be sent now: of each open address the first messages of their subjects. One that fails gets one try at a
    /// time.
    private static func due(in tx: Transaction) throws -> [Outgoing] {
        var hooks: [(id: ID<Webhook>, isFailing: Bool)] = []
        try tx.each(
            """
            SELECT id, failures FROM webhook WHERE state = 'open' AND wait_until <= \(tx.now)
             ORDER BY coalesce(sent_at, 0), id
            """
        ) { row in
            let failures: Int = try row.read("failures")
            hooks.append((try row.read("id"), failures > 0))
        }
        var found: [Outgoing] = []
        for hook in hooks where found.count < most {
            found +=
                try tx.all(
                    """
                    SELECT \(Outgoing.columns) FROM delivery d JOIN webhook w ON w.id = d.webhook_id
                     WHERE d.webhook_id = \(hook.id) AND d.state = 'waiting' AND d.due_at <= \(tx.now)
                       AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.webhook_id = d.webhook_id AND e.subject = d.subject
                                          AND e.state = 'waiting' AND e.number < d.number)
                     ORDER BY d.id LIMIT \(hook.isFailing ? 1 : mostOfOne)
                    """) as [Outgoing]
        }
        return found
    }

    private static func take(_ delivery: Delivery, in tx: Transaction) throws -> Bool {
        try tx.run(
            """
            UPDATE delivery SET due_at = \(tx.now.adding(seconds: lease)), attempts = attempts + 1
             WHERE id = \(delivery.id) AND state = 'waiting' AND due_at = \(delivery.dueAt)
            """) == 1
    }

    private static func send(_ outgoing: Outgoing, _ courier: Courier, _ ring: KeyRing, at now: Instant) async
        -> Receipt
    {
        guard let address = try? WebAddress(outgoing.address, courier.outreach) else { return .failed(.inward) }
        guard let secrets = try? outgoing.secrets(ring, at: now) else { return .failed(.broken) }
        let delivery = outgoing.delivery
        return await courier.send(
            Parcel(to: address, headers: delivery.headers(secrets: secrets, at: now), body: Array(delivery.body.utf8)))
    }

    /// Notes what became of a message, on it and on its address.
    static func note(_ delivery: Delivery, _ receipt: Receipt, in tx: Transaction) throws {
        switch receipt {
        case .answered(let status, _) where (200..<300).contains(status):
            try tx.run(
                """
                UPDATE delivery SET state = 'sent', done_at = \(tx.now), status = \(status), problem = CAST(NULL AS text)
                 WHERE id = \(delivery.id)
                """)
            try tx.run(
                """
                UPDATE webhook SET failures = 0, failing_since = CAST(NULL AS bigint), wait_until = 0, sent_at = \(tx.now)
                 WHERE id = \(delivery.webhook)
                """)
        case .answered(410, _):
            try fail(delivery, status: 410, "对方答复不再接收（410）。", wait: nil, in: tx)
            try tx.run("UPDATE webhook SET state = 'stopped' WHERE id = \(delivery.webhook) AND state = 'open'")
        case .answered(let status, let asked):
            let wait = Delivery.wait(after: delivery.attempts + 1, asked: asked)
            try fail(delivery, status: status, "对方答复 \(status)。", wait: wait, in: tx)
        case .failed(let problem):
            try fail(
                delivery, status: nil, problem.words, wait: Delivery.wait(after: delivery.attempts + 1), in: tx)
        }
    }

    private static func fail(
        _ delivery: Delivery, status: Int?, _ words: String, wait: Int?, in tx: Transaction
    ) throws {
        let next: SQL =
            wait.map { "state = 'waiting', due_at = \(tx.now.adding(seconds: $0))" }
            ?? "state = 'dead', done_at = \(tx.now)"
        try tx.run(
            "UPDATE delivery SET \(next), status = \(status), problem = \(words) WHERE id = \(delivery.id)")
        let rest = tx.now.adding(seconds: min(wait ?? 0, 3600))
        try tx.run(
            """
            UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, \(tx.now)),
                wait_until = \(rest) WHERE id = \(delivery.webhook)
            """)
        try tx.run(
            """
            UPDATE webhook SET state = 'stopped'
             WHERE id = \(delivery.webhook) AND state = 'open'
               AND failing_since < \(tx.now.adding(days: -Webhook.patienceDays))
            """)
    }
}
