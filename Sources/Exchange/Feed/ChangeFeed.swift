import Federation
import Web

/// The list of changes that followers read: how it grows, so that a follower misses nothing.
///
/// Ids are made before their commits, and commits come in another order, so no column written by the change itself can be
/// a mark: whoever read up to a late one would never see an early one that was committed after it. What is in order is each
/// unit's audit chain, whose head is locked until the commit: entry n of a chain is there only when all before it are. So
/// the numbers of the feed are given afterwards, by one hand at a time that holds the row `change_head`: it takes from each
/// chain what lies between the feed's mark and the chain's head, gives the next numbers, and commits them together with the
/// marks. A number is seen only when all smaller ones are seen, on both engines, however many write.
///
/// Changes that come many at once (imports, programs) have one audit entry for all; they are announced through the outbox
/// and take their numbers under the same lock.
enum ChangeFeed {
    /// Entries taken in one turn.
    static let turn = 500
    /// How long numbers are kept.
    static let days = 400

    /// Something that waits for its number.
    struct Waiting {
        let at: Instant
        let meaning: ChangeMeaning
        let subject: Int64
        /// The unit of the act, for what is not found by itself.
        let unit: ID<Unit>?
        let fields: [String]
    }

    /// One turn: gives numbers to what was committed since the last, and leaves what is to be sent. Whether there may be more.
    static func advance(_ site: SiteFacts, _ store: Store) async throws -> Bool {
        let isBehind = try await store.read { tx in try !lagging(limit: 1, in: tx).isEmpty }
        guard isBehind else { return false }
        return try await store.write { tx in
            let head = try held(in: tx)
            let (waiting, isFull) = try take(in: tx)
            try append(waiting, after: head, in: tx)
            return isFull
        }
    }

    /// People who were announced together take their numbers.
    static func advance(_ news: MemberNews, in tx: Transaction) throws {
        let head = try held(in: tx)
        let changed = ChangeMeaning("member.changed", .member, mayMove: true)
        let entered = ChangeMeaning("member.entered", .member, mayMove: true)
        let waiting = news.lines.map { line in
            Waiting(
                at: tx.now, meaning: line.isNew ? entered : changed, subject: line.person.raw, unit: nil,
                fields: line.fields)
        }
        try append(waiting, after: head, in: tx)
    }

    /// The last number given; whoever asks waits here for who gives numbers now.
    private static func held(in tx: Transaction) throws -> Int64 {
        guard let head: Int64 = try tx.value("SELECT number FROM change_head WHERE id = 1\(.lockingRow)") else {
            throw StoreProblem.conflict
        }
        return head
    }

    /// The last number that this transaction sees.
    static func head(in tx: Transaction) throws -> Int64 {
        try tx.value("SELECT number FROM change_head WHERE id = 1") ?? 0
    }

    /// The smallest number that is kept.
    static func tail(in tx: Transaction) throws -> Int64 {
        let least: Int64?? = try tx.value("SELECT min(id) FROM change_entry")
        return (least ?? nil) ?? 0
    }

    /// A chain whose entries go on beyond the feed's mark.
    private struct Lagging: Record {
        let chain: Int64
        let mark: Int
        let head: Int

        static let columns: SQL = "h.chain, coalesce(m.number, 0) AS mark, h.number AS head"

        init(_ row: borrowing Row) throws {
            chain = try row.read("chain")
            mark = try row.read("mark")
            head = try row.read("head")
        }
    }

    private static func lagging(limit: Int, in tx: Transaction) throws -> [Lagging] {
        try tx.all(
            """
            SELECT \(Lagging.columns) FROM audit_head h LEFT JOIN change_mark m ON m.chain = h.chain
             WHERE h.number > coalesce(m.number, 0) ORDER BY h.chain LIMIT \(limit)
            """)
    }

    /// What lies beyond the marks, which are moved; and whether more may be there.
    private static func take(in tx: Transaction) throws -> ([Waiting], Bool) {
        var found: [(id: Int64, waiting: Waiting)] = []
        var room = turn
        let chains = try lagging(limit: 100, in: tx)
        for chain in chains where room > 0 {
            let last = min(chain.head, chain.mark + room)
            room -= last - chain.mark
            found += try entries(of: chain.chain, after: chain.mark, to: last, in: tx)
            try tx.run(
                """
                INSERT INTO change_mark (chain, number) VALUES (\(chain.chain), \(last))
                ON CONFLICT (chain) DO UPDATE SET number = excluded.number
                """)
        }
        found.sort { $0.id < $1.id }
        return (found.map(\.waiting), room <= 0 || chains.count == 100)
    }

    private static func entries(
        of chain: Int64, after mark: Int, to last: Int, in tx: Transaction
    ) throws -> [(id: Int64, waiting: Waiting)] {
        var found: [(id: Int64, waiting: Waiting)] = []
        try tx.each(
            """
            SELECT id, at, act, subject_kind, subject, fields FROM audit_entry
             WHERE chain = \(chain) AND number > \(mark) AND number <= \(last) ORDER BY number
            """
        ) { row in
            let (act, kind): (String, String) = (try row.read("act"), try row.read("subject_kind"))
            guard let meaning = ChangeMeaning(act: act, on: kind) else { return }
            let fields: String = try row.read("fields")
            let waiting = Waiting(
                at: try row.read("at"), meaning: meaning, subject: try row.read("subject"),
                unit: chain == 0 ? nil : ID(chain), fields: fields.split(separator: " ").map(String.init))
            found.append((try row.read("id"), waiting))
        }
        return found
    }

    /// Gives the next numbers, and leaves a delivery for each webhook that wants to know.
    private static func append(
        _ waiting: [Waiting], after head: Int64, in tx: Transaction
    ) throws {
        guard !waiting.isEmpty else { return }
        var places = try ChangePlaces(waiting, in: tx)
        let changes = waiting.enumerated().map { index, one in
            let (unit, left) = places.place(of: one)
            return Change(
                id: head + Int64(index) + 1, at: one.at, event: one.meaning.event, kind: one.meaning.kind,
                subject: one.subject, unit: unit, left: left, fields: one.fields)
        }
        var rest = changes[...]
        try tx.load("change_entry", ["id", "at", "event", "kind", "subject", "unit_id", "left_id", "fields"]) {
            guard let change = rest.popFirst() else { return nil }
            return [
                .integer(change.id), change.at.sqlValue, .text(change.event), change.kind.sqlValue,
                .integer(change.subject), change.unit.sqlValue, change.left.sqlValue,
                .text(change.fields.joined(separator: " ")),
            ]
        }
        try tx.run("UPDATE change_head SET number = \(head + Int64(changes.count)) WHERE id = 1")
        try places.keepParents(in: tx)
        try Delivery.leave(changes, in: tx)
    }

    /// Forgets what is too old to be asked for.
    static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM change_entry WHERE at < \(tx.now.adding(days: -days))")
    }
}
