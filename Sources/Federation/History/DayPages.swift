import Web

/// What stands below the tree of a past day: its members, by state and employment type, and what the tree leaves out.
func daySummary(_ tree: TreeOfDay) -> HTML {
    let standing = Set(tree.units.map(\.unit))
    func count(_ state: MembershipState) -> Int {
        tree.counts.filter { $0.state == state && standing.contains($0.unit) }.reduce(0) { $0 + $1.members }
    }
    let stats = [
        Stat("会员", tree.total, "人"), Stat("在籍", count(.active), "人"), Stat("保留会籍", count(.retained), "人"),
        Stat("单位", tree.units.count, "个"),
    ]
    let strays: HTML = note("另有 \(grouped(tree.strays)) 人的会籍早于所在单位的成立日期，没有算在树里。请核对单位的成立日期。", .due)
    return """
        <div class="stack mt4">\(if: tree.strays > 0, strays)\(ledger("那一天的会员", stats))\(countTable(tree.counts, of: standing))</div>
        """
}

/// Members of a day by state and employment type, those of the units named alone.
func countTable(_ counts: [CountOfDay], of units: Set<ID<Unit>>) -> HTML {
    var sums: [MembershipState: [Employment: Int]] = [:]
    for count in counts where count.state.isMember && units.contains(count.unit) {
        sums[count.state, default: [:]][count.employment, default: 0] += count.members
    }
    guard !sums.isEmpty else { return .none }
    let columns: [Column<Employment?>] =
        [
            Column("用工形式", isName: true) { HTML.words($0?.words ?? "合计") }
        ]
        + [MembershipState.active, .retained].map { state in
            let line = sums[state] ?? [:]
            return Column(state.words, isFigure: true) { employment in
                .words(grouped(employment.map { line[$0] ?? 0 } ?? line.values.reduce(0, +)))
            }
        }
    return """
        <section class="card" aria-labelledby="h-counts"><div class="card-h"><h2 id="h-counts">会籍和用工形式</h2></div>\
        \(table("会员人数", columns, Employment.allCases.map(Optional.some) + [nil]))</section>
        """
}

/// One unit on a past day.
struct UnitOfDayPage {
    let unit: UnitEntry
    /// Nil when it was not there.
    let spell: UnitSpell?
    let day: Day
    let today: Day
    let crumbs: [Crumb]
    let tree: TreeOfDay?
    /// What stood above it then.
    let above: [String]
    let posts: [PostLine]
    /// Whether the officer may open the register of that day.
    let opensRegister: Bool

    func drawn() -> HTML {
        """
        \(pageHead("\(spell?.shortName ?? unit.shortName)", "\(day.plain)的样子。", crumbs: crumbs, actions: actions))
        \(dayForm(to: Places.unit(unit.id), today: today, chosen: day))
        \(if: spell == nil, absent)\(some: spell, present)
        """
    }

    private var actions: HTML {
        """
        \(button("历史", to: Places.unitHistory(unit.id), icon("clock-history")))\
        \(button("现在", to: Places.unit(unit.id)))
        """
    }

    private var absent: HTML {
        emptyState("那一天没有这个单位", "它在那一天还没有设立，或者已经撤销、并入别的单位。", button("看它的历史", to: Places.unitHistory(unit.id)))
    }

    private func present(_ spell: UnitSpell) -> HTML {
        let known: [Fact] = [
            ("全称", HTML.words(spell.name)), ("简称", HTML.words(spell.shortName)),
            ("级别", HTML.words(spell.level.words)), ("类型", HTML.words(spell.kind.words)),
            ("上级", HTML.words(above.isEmpty ? "没有" : above.joined(separator: " / "))),
            ("会员", membersThen(spell)),
        ]
        let held: [Fact] = posts.map { ($0.post.kind.words, "\($0.personName)，\(Markup.day($0.post.from)) 起") }
        let inside = (tree?.units ?? []).filter { $0.path.utf8.count == spell.path.utf8.count + 5 }
        return """
            <div class="stack">\(card("当时的情况", id: "h-facts", facts(known)))
            \(if: !held.isEmpty, card("当时的职务", id: "h-posts", facts(held)))
            \(if: !inside.isEmpty, card("当时的下级单位", id: "h-below", sub: "\(inside.count) 个", children(inside)))
            \(countTable(tree?.counts ?? [], of: Set((tree?.units ?? []).map(\.unit))))</div>
            """
    }

    private func membersThen(_ spell: UnitSpell) -> HTML {
        let words = "\(grouped(tree?.members[spell.path] ?? 0)) 人"
        guard opensRegister else { return "\(words)，连同下级" }
        return "<a href=\"\(Places.members(unit.id).with("on", day.description))\">\(words)</a>，连同下级"
    }

    private func children(_ units: [UnitSpell]) -> HTML {
        "<ul class=\"tree\">\(each: units, child)</ul>"
    }

    private func child(_ unit: UnitSpell) -> HTML {
        """
        <li><span class="leaf"><a href="\(Places.unit(unit.unit).with("on", day.description))">\(unit.shortName)</a>\
        <span class="n">\(grouped(tree?.members[unit.path] ?? 0)) 人</span></span></li>
        """
    }

    var json: JSON {
        guard let spell else { return ["id": JSON(unit.id), "on": JSON(day), "exists": .bool(false)] }
        return [
            "id": JSON(unit.id), "on": JSON(day), "exists": .bool(true), "name": JSON(spell.name),
            "short_name": JSON(spell.shortName), "members": JSON(tree?.members[spell.path] ?? 0),
            "above": .array(above.map { JSON($0) }),
        ]
    }
}
