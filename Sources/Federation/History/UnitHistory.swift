import Web

/// `/units/:id/history`: all that happened to a unit, the names it had, and a day to look at.
func showUnitHistory(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let history = UnitHistory(
        unit: unit,
        crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "历史"),
        changes: try UnitChange.all(of: id, in: visit.tx), names: try UnitName.all(of: unit, in: visit.tx),
        today: visit.tx.today, mayKeep: visit.who.may(.unitKeep, at: unit.path))
    return .page(title: "历史：\(unit.shortName)", json: history.json, history.drawn())
}

/// The history of one unit, as its page shows it.
struct UnitHistory {
    let unit: UnitEntry
    let crumbs: [Crumb]
    let changes: [UnitChangeLine]
    let names: [UnitName]
    let today: Day
    let mayKeep: Bool

    func drawn() -> HTML {
        """
        \(pageHead("\(unit.shortName)的历史", "设立、更名、合并、分立和移动，连同依据的文件。", crumbs: crumbs, actions: actions))
        <div class="cols cols-8-4"><div class="stack">\(card("变动", id: "h-changes", sub: "\(changes.count) 次", timeline))</div>
        <div class="stack">\(card("用过的名称", id: "h-names", more: more, unitNameList(names)))
        \(card("看某一天", id: "h-day", dayForm(to: Places.unit(unit.id), today: today, chosen: nil)))</div></div>
        """
    }

    private var actions: HTML {
        let isOpen = mayKeep && unit.state != .dissolved
        return "\(if: isOpen, button("办理变动", to: Places.unitChanges(unit.id), icon("arrow-left-right")))"
    }

    private var more: HTML {
        guard mayKeep else { return .none }
        return "<a class=\"more\" href=\"\(Places.unitAliases(unit.id))\">登记\(icon("chevron-right"))</a>"
    }

    private var timeline: HTML {
        guard !changes.isEmpty else { return "<p class=\"muted\">还没有登记过变动。</p>" }
        return "<ol class=\"timeline\">\(each: changes, line)</ol>"
    }

    private func line(_ line: UnitChangeLine) -> HTML {
        let change = line.change
        return """
            <li><span class="node">\(change.kind.sign)</span><div><p class="head">\
            <a href="\(Places.unitChange(change.id))"><b>\(change.kind.words)</b></a> \(day(change.on))</p>\
            <div class="body"><p>\(change.words)</p>\(some: change.paper.words, { "<p>文件：\($0)\(scan(change))</p>" })</div></div></li>
            """
    }

    private func scan(_ change: UnitChange) -> HTML {
        guard let scan = change.paper.scan else { return .none }
        return """
             <a href="\(Places.unitChangeScan(change.id))">\(icon("paperclip"))\(scan.format.rawValue.uppercased())，\
            \(sizeWords(scan.size))<span class="vh">，下载</span></a>
            """
    }

    var json: JSON {
        let names = names.map { name -> JSON in
            [
                "name": JSON(name.name), "kind": JSON(name.kind.rawValue), "from": JSON(name.from),
                "until": JSON(name.until),
            ]
        }
        return [
            "id": JSON(unit.id), "name": JSON(unit.name), "changes": .array(changes.map(\.json)),
            "names": .array(names),
        ]
    }
}

extension UnitChange.Kind {
    /// The picture of it in a timeline.
    var sign: HTML {
        switch self {
        case .enter: icon("journal-check")
        case .found: icon("plus-lg")
        case .rename, .correct: icon("pencil")
        case .move: icon("arrows-move")
        case .merge: icon("sign-merge-right")
        case .split: icon("diagram-2")
        case .dissolve: icon("x-circle")
        }
    }
}

/// Choosing a day to look at.
func dayForm(to path: Path, today: Day, chosen: Day?) -> HTML {
    let filled = Filled(onFile: ["on": (chosen ?? today.adding(years: -1)).description])
    return """
        <form class="filters mb4 no-print" method="get" action="\(path)">\(field(Field("on", "日期", .date), filled))
        <button class="btn">\(icon("clock-history"))看这一天</button></form>
        """
}
