import Web
import Words

extension TreeLine {
    /// A unit as it was on a day, with how many lay directly below it then.
    init(_ spell: UnitSpell, below: Int) {
        (id, path, parent) = (spell.unit, spell.path, spell.parent)
        (name, shortName, code) = (spell.name, spell.shortName, nil)
        (level, kind, state) = (spell.level, spell.kind, spell.state)
        self.below = below
    }
}

extension TreePicture {
    /// The tree of a past day: names, places and members as they were then. The day's units are read as a whole, and drawn
    /// branch by branch as today's are.
    init(_ look: TreeLook, root: UnitEntry?, on day: Day, as officer: Officer, in tx: Transaction) throws {
        let past: TreeOfDay
        if let root {
            guard let spell = try UnitSpell.first(of: root.id, on: day, in: tx) else {
                self.init(empty: look)
                return
            }
            past = try TreeOfDay(on: day, below: spell.path, in: tx)
        } else {
            past = try TreeOfDay(on: day, as: officer, in: tx)
        }
        let below = Dictionary(grouping: past.units.filter { $0.parent != nil }) { $0.parent ?? ID(0) }.mapValues(
            \.count)
        let all = past.units.map { TreeLine($0, below: below[$0.unit] ?? 0) }
        let found = Self.chosen(look, root: root?.id, among: all)
        let counts = try TreeCounts(of: found.lines, in: past, all: all, in: tx)
        self.init(look, Array(found.lines.prefix(TreeLine.most)), counts, hits: found.hits, isCut: found.isCut)
        self.past = past
    }

    /// One branch of a past day, just opened.
    init(branch unit: UnitEntry, on day: Day, _ look: TreeLook, as officer: Officer, in tx: Transaction) throws {
        let whole = try TreePicture(look, root: unit, on: day, as: officer, in: tx)
        self.init(
            look, whole.lines.filter { $0.parent == unit.id }, whole.counts, hits: [], isCut: whole.isCut)
    }

    /// Which lines of a day are drawn: the open branches, or what the words found with the ways to it.
    private static func chosen(
        _ look: TreeLook, root: ID<Unit>?, among all: [TreeLine]
    ) -> (lines: [TreeLine], hits: Set<ID<Unit>>, isCut: Bool) {
        let places = Set(all.map(\.path))
        let tops = all.filter { line in !UnitEntry.paths(above: line.path).contains(where: places.contains) }
        guard look.words.isEmpty else {
            let words = normalized(look.words).lowercased()
            let hits = Array(all.lazy.filter { $0.isCalled(words) }.prefix(UnitLine.hits))
            let ways = Set(hits.flatMap { UnitEntry.paths(above: $0.path) + [$0.path] })
            return (all.filter { ways.contains($0.path) }, Set(hits.map(\.id)), hits.count == UnitLine.hits)
        }
        var open = Set(tops.count <= openTops ? tops.map(\.path) : [])
        if let asked = all.first(where: { $0.id == look.open }) {
            open.formUnion(UnitEntry.paths(above: asked.path) + [asked.path])
        }
        let shown = all.filter { line in
            (root == nil && tops.contains(line)) || open.contains(String(line.path.dropLast(5)))
        }
        return (shown, [], shown.count > TreeLine.most)
    }
}

extension TreeLine {
    /// Whether the name holds these small words, or reads like them.
    fileprivate func isCalled(_ words: String) -> Bool {
        if name.lowercased().contains(words) || shortName.lowercased().contains(words) { return true }
        guard words.utf8.count > 1, words.allSatisfy(\.isASCII) else { return false }
        let pinyin = Pinyin.likeliest(of: shortName)
        return pinyin.full.contains(words) || pinyin.initials.contains(words)
    }
}
