import Web

/// What stands beside the units of a picture: members and vacancies with all below, and who holds the posts.
struct TreeCounts: Sendable {
    /// Members (在籍 and 保留会籍) of each unit with all below it, by path.
    private let members: [String: Int]
    private let vacant: [String: Int]
    private let seats: [ID<Unit>: [SeatLine]]

    /// Three statements, however many the lines: sums are grouped in the store at the longest path, and added up here.
    init(of lines: [TreeLine], below path: String? = nil, as officer: Officer, in tx: Transaction) throws {
        let length = lines.map(\.path.utf8.count).max() ?? 0
        func part(_ column: SQL) -> SQL {
            guard let path else { return officer.sees(column) }
            return "\(column) >= \(path) AND \(column) < \(Reach.end(of: path)) AND \(officer.sees(column))"
        }
        members = try Self.members(cutAt: length, part("unit_path"), in: tx)
        vacant = try Vacancies.sums(cutAt: length, part("u.path"), on: tx.today, in: tx)
        seats = Dictionary(grouping: try SeatLine.all(in: lines.map(\.id), on: tx.today, tx), by: \.unit)
    }

    private static func members(cutAt length: Int, _ part: SQL, in tx: Transaction) throws -> [String: Int] {
        var sums: [String: Int] = [:]
        try tx.each(
            """
            SELECT substr(unit_path, 1, \(length)) AS branch, CAST(sum(members) AS bigint) AS members FROM member_count
             WHERE \(part) AND state IN ('active', 'retained')
             GROUP BY 1
            """
        ) { row in
            let branch: String = try row.read("branch"), count: Int = try row.read("members")
            for path in UnitEntry.paths(above: branch) + [branch] { sums[path, default: 0] += count }
        }
        return sums
    }

    func members(_ line: TreeLine) -> Int { members[line.path] ?? 0 }

    /// Empty posts in the unit and all below it.
    func vacancies(_ line: TreeLine) -> Int { vacant[line.path] ?? 0 }

    /// Who leads it: its chair, else the one who stands in for the chair, or a group's leader.
    func leader(_ line: TreeLine) -> SeatLine? {
        let held = seats[line.id] ?? []
        return [PostKind.chair, .executiveViceChair, .groupLeader].lazy.compactMap { kind in
            held.first { $0.kind == kind }
        }.first
    }

    /// The posts of the unit itself that should be filled and are not.
    func wanting(_ line: TreeLine) -> [PostKind] {
        guard line.state == .standing else { return [] }
        let held = Set((seats[line.id] ?? []).map(\.kind))
        return line.level.wantedPosts.filter { !held.contains($0) }
    }
}
