import Web

/// The steps of every act on units.
let changeSteps = ["选择变动", "填写", "核对", "完成"]

extension ChangePreview {
    /// What would change, and the button that does it.
    func drawn(_ crumbs: [Crumb], _ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))
        \(pageHead("核对：\(change.kind.words)", "还没有办理。核对下面的变化，确认后才生效。", crumbs: crumbs))
        \(steps(changeSteps, current: 2))
        <div class="stack">\(if: !obstacles.isEmpty, against)
        \(card("依据", id: "h-order", facts(orderFacts)))
        \(if: !effects.isEmpty, effectsCard)
        \(if: !people.isEmpty, splitPeopleCard(people))
        \(if: !clashes.isEmpty, clashesCard)
        \(if: !posts.isEmpty, postsCard)
        \(if: !exits.isEmpty, clustersCard)
        \(if: !touches.isEmpty, groupsCard)
        \(if: !notes.isEmpty, note("<ul>\(each: notes, { "<li>\($0)</li>" })</ul>"))
        <div class="row">\(if: obstacles.isEmpty, confirmation)\(button("返回修改", to: revision))\
        \(action("放弃", to: Places.unitChangeWithdrawal(change.id)))</div></div>
        """
    }

    private var against: HTML {
        note("<p>现在还不能办理：</p><ul>\(each: obstacles, { "<li>\($0)</li>" })</ul>", .bad)
    }

    private var confirmation: HTML {
        let words: String = "确认\(change.kind.words)"
        return form(
            to: Places.unitChangeConfirmation(change.id), className: "inline",
            "\(hidden("stamp", stamp))<button class=\"btn \(change.kind == .dissolve ? "danger" : "primary")\">\(words)</button>"
        )
    }

    private var revision: Path {
        let place =
            switch change.kind {
            case .merge: Places.unitMerger(unit.id)
            case .split: Places.unitSplit(unit.id)
            case .move: Places.unitMove(unit.id)
            case .dissolve: Places.unitDissolution(unit.id)
            default: Places.unitRename(unit.id)
            }
        return place.with("plan", change.id.description)
    }

    private var orderFacts: [Fact] {
        [
            ("变动", HTML.words(change.kind.words)), ("生效日期", day(change.on)),
            ("文号", HTML.words(change.paper.number ?? "没有填写")), ("文件日期", day(change.paper.day)),
            ("扫描件", HTML.words(change.paper.scan.map { "\($0.name)（\(sizeWords($0.size))）" } ?? "没有，以后可以补")),
        ]
    }

    private var effectsCard: HTML {
        """
        <section class="card" aria-labelledby="h-effects"><div class="card-h"><h2 id="h-effects">单位和会员</h2>\
        <span class="sub">会员连同下级</span></div><ul class="rows card-b flush">\(each: effects, effectLine)</ul></section>
        """
    }

    private func effectLine(_ effect: Effect) -> HTML {
        let units = effect.units.joined(separator: "、")
        return """
            <li class="rowlink"><span class="t"><b>\(effect.name)</b><small>\(effect.words)\
            \(if: !effect.units.isEmpty, "。随同的下级：\(units)")</small></span><span class="num">\(people(effect))</span></li>
            """
    }

    private func people(_ effect: Effect) -> HTML {
        let after = grouped(effect.after ?? 0)
        guard let before = effect.before, before != effect.after else { return "\(after) 人" }
        return "<span class=\"muted\">\(grouped(before)) → </span><b>\(after) 人</b>"
    }

    private var clashesCard: HTML {
        let columns: [Column<NumberClash>] = [
            Column("工号", isName: true) { HTML.words($0.number) },
            Column("姓名") { "<a href=\"\(Places.person($0.person))\">\($0.name)</a>" },
            Column("所在单位") { HTML.words($0.unitName) },
        ]
        return """
            <section class="card" aria-labelledby="h-clashes"><div class="card-h"><h2 id="h-clashes">重复的工号</h2>\
            <span class="sub">\(Set(clashes.map(\.number)).count) 个</span></div>\
            \(table("重复的工号", columns, Array(clashes.prefix(NumberClash.most))))</section>
            """
    }

    private var clustersCard: HTML {
        let last = change.on.adding(days: -1)
        func line(_ exit: ClusterExit) -> HTML {
            let lead = exit.isLead ? "组长单位，片组要另定组长单位，工作台会提醒" : exit.kind.words
            return """
                <li class="rowlink"><span class="t"><b>\(exit.clusterName)</b><small>\(exit.unitName)，\(lead)</small></span>\
                <span class="num">到 \(day(last)) 为止</span></li>
                """
        }
        return """
            <section class="card" aria-labelledby="h-clusters"><div class="card-h"><h2 id="h-clusters">随之离开的片组</h2>\
            <span class="sub">\(exits.count) 个</span></div><ul class="rows card-b flush">\(each: exits, line)</ul></section>
            """
    }

    private var groupsCard: HTML {
        """
        <section class="card" aria-labelledby="h-groups"><div class="card-h"><h2 id="h-groups">受影响的工会分组</h2>\
        <span class="sub">按规则随时算出，不用另外改</span></div><div class="card-b">\
        <ul>\(each: touches, { "<li>\($0.words)</li>" })</ul></div></section>
        """
    }

    private var postsCard: HTML {
        let columns: [Column<EndingPost>] = [
            Column("姓名", isName: true) { HTML.words($0.personName) },
            Column("职务") { HTML.words($0.kind.words) }, Column("单位") { HTML.words($0.unitName) },
        ]
        return """
            <section class="card" aria-labelledby="h-posts"><div class="card-h"><h2 id="h-posts">随之离任的职务</h2>\
            <span class="sub">\(posts.count) 个，工作台权限同时结束</span></div>\(table("随之离任的职务", columns, posts))</section>
            """
    }
}

/// `1.2 MB`, `340 KB`.
func sizeWords(_ size: Int) -> String {
    size >= 1 << 20 ? "\(size / (1 << 20)).\(size % (1 << 20) * 10 / (1 << 20)) MB" : "\(max(1, size >> 10)) KB"
}
