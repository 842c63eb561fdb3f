import Couriers
import Vault
import Web

/// Takes waiting messages out, a few at once, beside the visits.
///
/// A message is taken by moving its due time on, in a transaction of its own: whoever else looks finds it not due, and when
/// this process dies it is due again. So it may arrive twice and never not at all; its id tells the receiver.
enum Delivering {
    /// Messages under way at once.
    static let most = 24
    /// Seconds until a message that was taken and never noted is due again.
    static let lease = 180

    private struct Due: Record {
        let notice: ID<Notice>
        let person: ID<Person>
        let channel: NoticeChannel
        let attempts: Int
        let dueAt: Instant

        static let columns: SQL = "d.notice_id, d.person_id, d.channel, d.attempts, d.due_at"

        init(_ row: borrowing Row) throws {
            notice = try row.read("notice_id")
            person = try row.read("person_id")
            channel = try row.read("channel")
            attempts = try row.read("attempts")
            dueAt = try row.read("due_at")
        }
    }

    /// One turn: takes what is due, sends it, notes the answers. Whether anything was taken.
    static func turn(_ site: SiteFacts, _ store: Store) async throws -> Bool {
        let waits: Int? = try await store.read { tx in
            let person: Int? = try tx.value(
                "SELECT 1 FROM notice_delivery WHERE state = 'waiting' AND due_at <= \(tx.now) LIMIT 1")
            return try person
                ?? tx.value("SELECT 1 FROM group_posting WHERE state = 'waiting' AND due_at <= \(tx.now) LIMIT 1")
        }
        guard waits != nil else { return false }
        let taken = try await store.write { tx in try take(site, tx) }
        let courier = Courier(site.outreach)
        let results = await withTaskGroup { group in
            for outgoing in taken { group.addTask { (outgoing, await send(outgoing, courier)) } }
            var results: [(Outgoing, Receipt, [UInt8])] = []
            for await (outgoing, result) in group { results.append((outgoing, result.receipt, result.body)) }
            return results
        }
        try await store.write { tx in
            for (outgoing, receipt, body) in results { try Noting.note(outgoing, receipt, body, tx) }
        }
        return !taken.isEmpty
    }

    private static func take(_ site: SiteFacts, _ tx: Transaction) throws -> [Outgoing] {
        var packing = Packing(site, tx), taken: [Outgoing] = [], notices: [ID<Notice>: Notice] = [:]
        func notice(_ id: ID<Notice>) throws -> Notice? {
            if let known = notices[id] { return known }
            notices[id] = try tx.first("SELECT \(Notice.columns) FROM \(Notice.source) WHERE n.id = \(id)")
            return notices[id]
        }
        let due: [Due] = try tx.all(
            """
            SELECT \(Due.columns) FROM notice_delivery d WHERE d.state = 'waiting' AND d.due_at <= \(tx.now)
             ORDER BY d.due_at LIMIT \(most)
            """)
        let next = tx.now.adding(seconds: lease)
        for one in due {
            let isOurs = try tx.run(
                """
                UPDATE notice_delivery SET due_at = \(next), attempts = attempts + 1
                 WHERE notice_id = \(one.notice) AND person_id = \(one.person) AND channel = \(one.channel)
                   AND state = 'waiting' AND due_at = \(one.dueAt)
                """)
            guard isOurs == 1, let notice = try notice(one.notice) else { continue }
            taken.append(
                try packing.pack(notice, to: one.person, by: one.channel, attempts: one.attempts + 1))
        }
        for (gateway, id, attempts) in try groups(next, tx) {
            guard let notice = try notice(id) else { continue }
            taken.append(try packing.pack(notice, for: gateway, attempts: attempts + 1))
        }
        return taken
    }

    private static func groups(_ next: Instant, _ tx: Transaction) throws -> [(Gateway, ID<Notice>, Int)] {
        var due: [(ID<Gateway>, ID<Notice>, Int, Instant)] = []
        try tx.each(
            """
            SELECT gateway_id, notice_id, attempts, due_at FROM group_posting
             WHERE state = 'waiting' AND due_at <= \(tx.now) ORDER BY due_at LIMIT 4
            """
        ) { row in
            due.append(
                (
                    try row.read("gateway_id"), try row.read("notice_id"), try row.read("attempts"),
                    try row.read("due_at")
                ))
        }
        return try due.compactMap { id, notice, attempts, at in
            let isOurs = try tx.run(
                """
                UPDATE group_posting SET due_at = \(next), attempts = attempts + 1
                 WHERE gateway_id = \(id) AND notice_id = \(notice) AND state = 'waiting' AND due_at = \(at)
                """)
            let gateway: Gateway? = try tx.first("SELECT \(Gateway.columns) FROM gateway g WHERE g.id = \(id)")
            guard isOurs == 1, let gateway else { return nil }
            return (gateway, notice, attempts)
        }
    }

    private static func send(_ outgoing: Outgoing, _ courier: Courier) async -> (receipt: Receipt, body: [UInt8]) {
        switch outgoing.load {
        case .letter(let letter, let postbox): (await courier.post(letter, at: postbox), [])
        case .parcel(let parcel): await courier.ask(parcel)
        case .nothing: (.failed(.broken), [])
        }
    }
}
