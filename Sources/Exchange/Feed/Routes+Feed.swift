import Federation
import Web

let feedRoutes: [Route] = [
    Route.get(Places.apiChanges, .client(.readChanges), readChanges)
        .noted(
            RouteNote(
                "自某个进度标记以来的变更；按顺序，不漏",
                parameters: [
                    .init("since", "上次答复里的 mark；第一次写 0，或用读会员第一页时的 mark"),
                    .init("limit", "每次多少，默认 \(Listing.usual)，最多 \(Listing.most)", ["type": "integer"]),
                ], gives: "Changes"))
]

/// How many numbers one call looks at: a follower of a small unit moves on through what is not theirs.
private let window: Int64 = 5000

/// The changes after a mark that the client may know of, and the next mark. A mark beyond the feed, as after a restore, or
/// one that is swept, is answered 410: then everything is to be read anew.
private func readChanges(_ visit: Visit<Client>) throws -> Answer {
    let tx = visit.tx
    let limit = try Listing.limit(visit.call)
    let head = try ChangeFeed.head(in: tx), tail = try ChangeFeed.tail(in: tx)
    guard let since = Int64(visit.call.query("since")), since >= 0 else {
        throw Flaws("since", "请写 since=上次答复里的 mark，第一次写 0。")
    }
    guard since <= head, since == 0 || since + 1 >= tail else {
        return .problem(
            410, "进度标记已失效",
            ["detail": "这个标记不在变更记录里。请重新读取全部会员，再从那时的 mark 接着读。", "mark": JSON(String(head))])
    }
    let last = min(head, since + window)
    let found = try Change.page(after: since, to: last, as: visit.who, limit: limit, in: tx)
    let mark = found.count == limit ? found.last?.id ?? last : last
    return .api([
        "items": .array(found.map(\.json)), "mark": JSON(String(mark)), "more": .bool(mark < head),
    ])
}

extension Change {
    /// Those between two numbers that the client may know of: of members only with the scope to read them.
    fileprivate static func page(
        after since: Int64, to last: Int64, as client: Client, limit: Int, in tx: Transaction
    ) throws -> [Change] {
        let officer = client.officer
        let members = client.also(.readMembers)
        let isSeen: SQL = "(\(officer.sees("u.path")) OR \(officer.sees("l.path")))"
        let isMember: SQL = members.map { "(\($0.sees("u.path")) OR \($0.sees("l.path")))" } ?? "1 = 0"
        let found: [Change] = try tx.all(
            """
            SELECT \(columns) FROM change_entry c LEFT JOIN unit u ON u.id = c.unit_id LEFT JOIN unit l ON l.id = c.left_id
             WHERE c.id > \(since) AND c.id <= \(last) AND \(isSeen) AND (c.kind <> 'member' OR \(isMember))
             ORDER BY c.id LIMIT \(limit)
            """)
        let paths = try Delivery.paths(of: found, in: tx)
        return found.compactMap { change in change.seen(paths) { officer.reaches($0) } }
    }
}
