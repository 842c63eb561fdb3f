import Web

/// The units that a picture of the tree shows at once: only branches that were opened are read and sent, so a federation of
/// thousands is drawn as quickly as one of ten.
struct TreePicture: Sendable {
    let look: TreeLook
    /// In the order of the tree.
    let lines: [TreeLine]
    let counts: TreeCounts
    /// What the words found among the lines; empty when none were asked for.
    let hits: Set<ID<Unit>>
    /// What they found besides: units that are no more.
    let ended: [UnitLine]
    /// Standing units that a search found by a name of before or beside.
    let renamed: [UnitLine]
    /// The whole of a past day, when one is drawn.
    var past: TreeOfDay?
    /// Whether there is more than a picture shows.
    let isCut: Bool

    /// How many tops may lie open at once when nobody asked for a branch.
    static let openTops = 3

    init(
        _ look: TreeLook, _ lines: [TreeLine], _ counts: TreeCounts, hits: Set<ID<Unit>>, ended: [UnitLine] = [],
        renamed: [UnitLine] = [],
        isCut: Bool
    ) {
        (self.look, self.lines, self.counts) = (look, lines, counts)
        (self.hits, self.ended, self.renamed, self.isCut) = (hits, ended, renamed, isCut)
    }

    /// Nothing: of a unit that was not there on the day.
    init(empty look: TreeLook) {
        self.init(look, [], .none, hits: [], isCut: false)
    }

    /// All that an officer reaches, or one of their units with what lies below it; today, or on the day that is asked for.
    static func drawn(_ look: TreeLook, root: UnitEntry? = nil, as officer: Officer, in tx: Transaction) throws -> Self
    {
        if let day = look.on { return try TreePicture(look, root: root, on: day, as: officer, in: tx) }
        guard look.words.isEmpty else { return try found(look, as: officer, in: tx) }
        let tops = root.map { [$0.path] } ?? officer.reaches.map(\.unitPath)
        let opened = try opened(look, tops, as: officer, in: tx)
        let all = try TreeLine.all(at: root == nil ? tops : [], below: opened, as: officer, in: tx)
        let lines = Array(all.prefix(TreeLine.most))
        let counts = try TreeCounts(of: lines, below: root?.path, as: officer, in: tx)
        return TreePicture(look, lines, counts, hits: [], isCut: all.count > lines.count)
    }

    /// What the words found, with the ways to it.
    private static func found(_ look: TreeLook, as officer: Officer, in tx: Transaction) throws -> Self {
        let hits = try UnitLine.search(look.words, as: officer, in: tx)
        let standing = hits.filter { $0.state != .dissolved }
        let ways = Set(standing.flatMap { UnitEntry.paths(above: $0.path) + [$0.path] })
        let lines = try TreeLine.all(at: ways.sorted(), below: [], as: officer, in: tx)
        return TreePicture(
            look, lines, try TreeCounts(of: lines, as: officer, in: tx), hits: Set(standing.map(\.id)),
            ended: hits.filter { $0.state == .dissolved }, renamed: standing.filter { $0.naming != nil },
            isCut: hits.count == UnitLine.hits)
    }

    /// One branch, just opened.
    static func branch(of unit: UnitEntry, _ look: TreeLook, as officer: Officer, in tx: Transaction) throws -> Self {
        if let day = look.on { return try TreePicture(branch: unit, on: day, look, as: officer, in: tx) }
        let all = try TreeLine.all(at: [], below: [unit.path], as: officer, in: tx)
        let lines = Array(all.prefix(TreeLine.most))
        let counts = try TreeCounts(of: lines, below: unit.path, as: officer, in: tx)
        return TreePicture(look, lines, counts, hits: [], isCut: all.count > lines.count)
    }

    /// The paths whose branches lie open: the way to the unit that was asked for, else the tops when they are few.
    private static func opened(
        _ look: TreeLook, _ tops: [String], as officer: Officer, in tx: Transaction
    ) throws -> [String] {
        let first = tops.count <= openTops ? tops : []
        guard let open = look.open else { return first }
        let path: String? = try tx.value("SELECT path FROM unit WHERE id = \(open) AND \(officer.sees("path"))")
        guard let path else { return first }
        return Array(Set(first + UnitEntry.paths(above: path) + [path]))
    }

    /// The lines that are drawn: all, or those in whose branch a post stands empty.
    var shown: [TreeLine] {
        look.onlyVacant && look.words.isEmpty ? lines.filter { counts.vacancies($0) > 0 } : lines
    }

    var json: JSON {
        .array(
            shown.map { line in
                .object(
                    (line.json.pairs ?? []) + [
                        (key: "members", value: JSON(counts.members(line))),
                        (key: "vacancies", value: JSON(counts.vacancies(line))),
                        (key: "hit", value: .bool(hits.contains(line.id))),
                    ])
            })
    }
}
