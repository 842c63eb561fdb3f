import Web

/// What stands beside the units of a picture: members and vacancies with all below, and who holds the posts.
struct TreeCounts: Sendable {
    /// Members (在籍 and 保留会籍) of each unit with all below it, by path.
    private let members: [String: Int]
    private let vacant: [String: Int]
    private let seats: [ID<Unit>: [SeatLine]]

    /// Three statements, however many the lines.
    init(of lines: [TreeLine], below path: String? = nil, as officer: Officer, in tx: Transaction) throws {
        var part = officer.sees("u.path")
        if let path { part = "u.path >= \(path) AND u.path < \(Reach.end(of: path)) AND " + part }
        members = try MemberSums.members(of: lines.map(\.path), in: tx)
        let length = lines.map(\.path.utf8.count).max() ?? 0
        vacant = try Vacancies.sums(cutAt: length, part, on: tx.today, in: tx)
        seats = Dictionary(grouping: try SeatLine.all(in: lines.map(\.id), on: tx.today, tx), by: \.unit)
    }

    /// The same of a past day: its members are summed already, and its posts are few enough to be read.
    init(of lines: [TreeLine], in past: TreeOfDay, all: [TreeLine], in tx: Transaction) throws {
        members = past.members
        seats = Dictionary(grouping: try SeatLine.all(in: lines.map(\.id), on: past.day, tx), by: \.unit)
        let held = try Vacancies.held(on: past.day, in: tx)
        var vacant: [String: Int] = [:]
        for line in all where line.state == .standing {
            let count = line.level.wantedPosts.count { !(held[line.id]?.contains($0) ?? false) }
            guard count > 0 else { continue }
            for path in UnitEntry.paths(above: line.path) + [line.path] { vacant[path, default: 0] += count }
        }
        self.vacant = vacant
    }

    /// Nothing of nobody.
    static let none = TreeCounts()

    private init() {
        (members, vacant, seats) = ([:], [:], [:])
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
