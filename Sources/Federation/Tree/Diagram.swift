import Web

/// An organisation chart: a unit with two levels below, from left to right, as names are written.
struct Diagram: Sendable {
    let unit: UnitEntry
    let crumbs: [Crumb]
    let counts: TreeCounts
    private let root: TreeLine?
    private let children: [TreeLine]
    private let below: [ID<Unit>: [TreeLine]]

    /// How many units a chart reads at most.
    static let most = 3_000

    /// `/units/:id/diagram`
    static func show(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
        let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
        let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
        let crumbs = [Crumb("单位", Places.units())] + above.map { ($0.shortName, Places.unitDiagram($0.id)) }
        let diagram = try Diagram(unit, crumbs + [(unit.shortName, nil)], as: visit.who, in: visit.tx)
        return .page(title: "\(unit.shortName)组织图", diagram.drawn)
    }

    private init(_ unit: UnitEntry, _ crumbs: [Crumb], as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.crumbs = crumbs
        let lines = try TreeLine.all(from: unit, levels: 2, most: Self.most, as: officer, in: tx)
        counts = try TreeCounts(of: lines, below: unit.path, as: officer, in: tx)
        root = lines.first { $0.id == unit.id }
        children = lines.filter { $0.parent == unit.id }
        below = Dictionary(grouping: lines.filter { $0.parent != unit.id }) { $0.parent ?? ID(0) }
    }

    /// Of a crowded chart only the first few of each branch are drawn; the list below has them all.
    private var perBranch: Int {
        children.reduce(0) { $0 + (below[$1.id]?.count ?? 0) } <= 120 ? 60 : 3
    }

    private var drawn: HTML {
        let actions: HTML = """
            \(button("单位树", to: Places.unitTree(unit.id), icon("list-nested")))\
            <button class="btn js-only" type="button" data-print>\(icon("printer"))打印</button>
            """
        return """
            \(pageHead("\(unit.shortName)组织图", "本单位和下面两级。点方框打开单位。", crumbs: crumbs, actions: actions))
            \(if: children.isEmpty, "<section class=\"card\" aria-label=\"组织图\"><div class=\"card-b\"><p class=\"muted\">下面还没有单位。</p></div></section>", else: chart)
            \(if: !children.isEmpty, asList)
            """
    }

    private var chart: HTML {
        let sheet = DiagramSheet(root: root, children: children, below: below, perBranch: perBranch, counts: counts)
        return """
            <div class="card chartbox mb4" tabindex="0" role="region" aria-label="\(unit.shortName)和下面两级单位的组织图，可以滚动">\
            <svg class="orgchart" viewBox="0 0 \(sheet.width) \(sheet.height)" width="\(sheet.width)" height="\(sheet.height)">\
            \(each: sheet.edges, edge)\(each: sheet.boxes, box)</svg></div>
            """
    }

    private func edge(_ edge: DiagramSheet.Edge) -> HTML {
        let half = (edge.fromX + edge.toX) / 2
        let way = "M\(edge.fromX) \(edge.fromY)C\(half) \(edge.fromY) \(half) \(edge.toY) \(edge.toX) \(edge.toY)"
        return "<path class=\"oe\" d=\"\(way)\"></path>"
    }

    private func box(_ box: DiagramSheet.Box) -> HTML {
        """
        <a href="\(box.path)"><title>\(box.title)</title><rect class="\(box.className)" x="\(box.x)" y="\(box.y)" \
        width="\(DiagramSheet.boxWidth)" height="\(box.height)" rx="8"></rect>\
        <text class="on" x="\(box.x + 12)" y="\(box.y + 20)">\(box.name)</text>\
        \(if: !box.remark.isEmpty, "<text class=\"or\" x=\"\(box.x + 12)\" y=\"\(box.y + 37)\">\(box.remark)</text>")</a>
        """
    }

    /// The same facts to read.
    private var asList: HTML {
        """
        <details class="card no-print"><summary class="card-h"><b>组织图的文字版</b></summary><div class="card-b">
        <ul class="tree"><li>\(row(root))<ul class="tree">\(each: children, branch)</ul></li></ul></div></details>
        """
    }

    private func branch(_ line: TreeLine) -> HTML {
        let inside = below[line.id] ?? []
        return """
            <li>\(row(line))\(if: !inside.isEmpty, "<ul class=\"tree\">\(each: inside, { "<li>\(row($0))</li>" })</ul>")</li>
            """
    }

    private func row(_ line: TreeLine?) -> HTML {
        guard let line else { return .none }
        return """
            <span class="leaf"><a href="\(Places.unit(line.id))">\(line.shortName)</a>\
            <span class="n">\(remark(of: line, counts))</span></span>
            """
    }
}

/// `主席 赵倩 · 1,234 人`
func remark(of line: TreeLine, _ counts: TreeCounts) -> String {
    let leader = counts.leader(line).map { "\($0.kind.spoken) \($0.name) · " } ?? ""
    let wants = counts.wanting(line).first.map { "\($0.spoken)空缺 · " } ?? ""
    return (leader.isEmpty ? wants : leader) + "\(grouped(counts.members(line))) 人"
}
