import Web

extension UnitLevel {
    /// The posts that a standing unit of this level should have filled: from the base up a chair, and the heads of the audit and
    /// the women's committee (Trade Union Law, arts 11 and 45); below it somebody who leads.
    ///
    /// `Vacancies` says the same in SQL, and a test holds them together.
    var wantedPosts: [PostKind] {
        switch self {
        case .national, .provincial, .municipal, .district, .base: [.chair, .auditChair, .womenChair]
        case .branch: [.chair]
        case .group: [.groupLeader]
        }
    }
}

/// Somebody who holds a post that the picture shows.
struct SeatLine: Record, Equatable, Sendable {
    let unit: ID<Unit>
    let kind: PostKind
    let name: String

    static let columns: SQL = "p.unit_id, p.kind, n.name"

    init(_ row: borrowing Row) throws {
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        name = try row.read("name")
    }

    /// Who holds the posts of these units on a day, in the order of the posts.
    static func all(in units: [ID<Unit>], on day: Day, _ tx: Transaction) throws -> [SeatLine] {
        let kinds: [PostKind] = [.chair, .executiveViceChair, .auditChair, .womenChair, .groupLeader]
        let lines: [SeatLine] = try tx.all(
            """
            SELECT \(columns) FROM post p JOIN person n ON n.id = p.person_id
             WHERE p.unit_id \(anyOf: units) AND p.kind \(anyOf: kinds.map(\.rawValue)) AND \(isHeld(on: day))
             ORDER BY p.unit_id, p.from_day, p.id
            """)
        return lines
    }

    static func isHeld(on day: Day) -> SQL {
        "p.from_day <= \(day) AND (p.until_day IS NULL OR p.until_day >= \(day))"
    }
}

/// How many of the posts that should be filled stand empty, with all below, by path.
enum Vacancies {
    /// The sums of a part of the tree, cut at a length of path. A unit that is being prepared wants nobody yet.
    static func sums(cutAt length: Int, _ part: SQL, on day: Day, in tx: Transaction) throws -> [String: Int] {
        var found: [String: Int] = [:]
        try tx.each(
            """
            SELECT substr(v.path, 1, \(length)) AS branch, CAST(sum(v.wanted - v.held) AS bigint) AS vacant
              FROM (SELECT u.path, CASE WHEN u.level IN ('branch', 'group') THEN 1 ELSE 3 END AS wanted,
                           (SELECT count(DISTINCT p.kind) FROM post p
                             WHERE p.unit_id = u.id AND \(SeatLine.isHeld(on: day))
                               AND ((u.level = 'group' AND p.kind = 'group_leader')
                                 OR (u.level <> 'group' AND p.kind = 'chair')
                                 OR (u.level NOT IN ('branch', 'group') AND p.kind IN ('audit_chair', 'women_chair')))
                           ) AS held
                      FROM unit u WHERE u.state = 'standing' AND \(part)) v
             GROUP BY 1
            """
        ) { row in
            let branch: String = try row.read("branch"), count: Int = try row.read("vacant")
            for path in UnitEntry.paths(above: branch) + [branch] { found[path, default: 0] += count }
        }
        return found
    }

    /// The posts that are held on a day, by unit.
    static func held(on day: Day, in tx: Transaction) throws -> [ID<Unit>: Set<PostKind>] {
        var found: [ID<Unit>: Set<PostKind>] = [:]
        try tx.each("SELECT p.unit_id, p.kind FROM post p WHERE \(SeatLine.isHeld(on: day))") { row in
            found[try row.read("unit_id"), default: []].insert(try row.read("kind"))
        }
        return found
    }
}
