import Web

/// The units that a picture of the tree shows at once: only branches that were opened are read and sent, so a federation of
/// thousands is drawn as quickly as one of ten.
struct TreePicture: Sendable {
    let look: TreeLook
    /// In the order of the tree.
    let lines: [TreeLine]
    let counts: TreeCounts
    /// What the words found; empty when none were asked for.
    let hits: [UnitLine]
    /// Whether there is more than a picture shows.
    let isCut: Bool

    /// How many tops may lie open at once when nobody asked for a branch.
    private static let openTops = 3

    /// All that an officer reaches, or one of their units with what lies below it.
    init(_ look: TreeLook, root: UnitEntry? = nil, as officer: Officer, in tx: Transaction) throws {
        self.look = look
        let tops = root.map { [$0.path] } ?? officer.reaches.map(\.unitPath)
        if look.words.isEmpty {
            hits = []
            let opened = try Self.opened(look, tops, as: officer, in: tx)
            let found = try TreeLine.all(at: root == nil ? tops : [], below: opened, as: officer, in: tx)
            isCut = found.count > TreeLine.most
            lines = Array(found.prefix(TreeLine.most))
        } else {
            hits = try UnitLine.search(look.words, as: officer, in: tx)
            let standing = hits.filter { $0.state != .dissolved }.map(\.path)
            let ways = Set(standing.flatMap { UnitEntry.paths(above: $0) + [$0] })
            lines = try TreeLine.all(at: ways.sorted(), below: [], as: officer, in: tx)
            isCut = hits.count == UnitLine.hits
        }
        counts = try TreeCounts(of: lines, below: root?.path, as: officer, in: tx)
    }

    /// One branch, just opened.
    init(branch unit: UnitEntry, _ look: TreeLook, as officer: Officer, in tx: Transaction) throws {
        self.look = look
        hits = []
        let found = try TreeLine.all(at: [], below: [unit.path], as: officer, in: tx)
        isCut = found.count > TreeLine.most
        lines = Array(found.prefix(TreeLine.most))
        counts = try TreeCounts(of: lines, below: unit.path, as: officer, in: tx)
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
        let hits = Set(hits.map(\.id))
        return .array(
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
