import Web

/// An act that is done: what happened, to whom, by which paper, and where to look at the days before and after.
struct UnitChangeView {
    let change: UnitChange
    let parts: [Part]
    let maker: String?
    let mayCorrect: Bool

    /// A unit that took part, as the officer may see it.
    struct Part: Record, Sendable {
        let unit: ID<Unit>
        let role: UnitChange.Role
        let name: String
        let members: Int
        let path: String

        static let columns: SQL = "p.unit_id, p.role, p.name, p.members, u.path"

        init(_ row: borrowing Row) throws {
            unit = try row.read("unit_id")
            role = try row.read("role")
            name = try row.read("name")
            members = try row.read("members")
            path = try row.read("path")
        }
    }

    private let officer: Officer

    init(_ change: UnitChange, as officer: Officer, in tx: Transaction) throws {
        self.change = change
        self.officer = officer
        parts = try tx.all(
            """
            SELECT \(Part.columns) FROM unit_change_part p JOIN unit u ON u.id = p.unit_id
             WHERE p.change_id = \(change.id) ORDER BY p.role, u.path
            """)
        maker = try change.madeBy.flatMap { try tx.value("SELECT name FROM person WHERE id = \($0)") }
        let home: String? = try tx.value("SELECT path FROM unit WHERE id = \(change.unit)")
        mayCorrect = home.map { officer.may(.unitKeep, at: $0) } ?? false
    }

    func drawn() -> HTML {
        """
        \(pageHead(change.kind.words, "\(change.words)", crumbs: [("单位", Places.units()), ("变动", nil)], actions: actions))
        <div class="stack">\(card("依据", id: "h-order", facts(orderFacts)))
        \(if: !parts.isEmpty, partsCard)
        <div class="row">\(button("看前一天的单位", to: tree(on: change.on.adding(days: -1)), icon("clock-history")))\
        \(button("看当天的单位", to: tree(on: change.on)))</div></div>
        """
    }

    private var actions: HTML {
        """
        \(if: change.paper.scan != nil, button("下载扫描件", to: Places.unitChangeScan(change.id), icon("download")))\
        \(if: mayCorrect, button("更正文件", to: Places.unitChangePaper(change.id), icon("pencil")))
        """
    }

    private func tree(on day: Day) -> Path { Places.units().with("on", day.description) }

    private var orderFacts: [Fact] {
        [
            ("生效日期", day(change.on)), ("文号", HTML.words(change.paper.number ?? "没有登记")),
            ("文件日期", day(change.paper.day)),
            ("扫描件", HTML.words(change.paper.scan.map { "\($0.name)（\(sizeWords($0.size))）" } ?? "没有")),
            ("登记", "\(maker ?? "系统")，\(moment(change.madeAt))"),
        ]
    }

    private var partsCard: HTML {
        let officer = officer
        let columns: [Column<Part>] = [
            Column("单位", isName: true) { part in
                officer.reaches(part.path)
                    ? "<a href=\"\(Places.unit(part.unit))\">\(part.name)</a>" : .words(part.name)
            },
            Column("在这次变动里") { HTML.words(words($0.role)) },
            Column("会员", isFigure: true) { HTML.words($0.members == 0 ? "—" : grouped($0.members)) },
        ]
        return """
            <section class="card" aria-labelledby="h-parts"><div class="card-h"><h2 id="h-parts">涉及的单位</h2>\
            <span class="sub">会员：转出或转入的人数</span></div>\(table("涉及的单位", columns, parts))</section>
            """
    }

    private var words: @Sendable (UnitChange.Role) -> String {
        let kind = change.kind
        return { role in
            switch (kind, role) {
            case (.merge, .from): "合并前"
            case (.merge, .into): "合并后"
            case (.split, .from): "分立前"
            case (.split, .into): "分立后"
            case (_, .parent): "上级"
            default: kind.words
            }
        }
    }

    var json: JSON {
        let units = parts.map { part -> JSON in
            [
                "id": JSON(part.unit), "name": JSON(part.name), "role": JSON(part.role.rawValue),
                "members": JSON(part.members),
            ]
        }
        var pairs = change.json.pairs ?? []
        pairs.append((key: "units", value: .array(units)))
        return .object(pairs)
    }
}
