import Web

/// `/units/:id/changes`: the acts there are, each said in a line, and plans that wait.
func unitChangesPage(_ unit: UnitEntry, _ crumbs: [Crumb], _ plans: [UnitChange], isMovable: Bool) -> HTML {
    let id = unit.id
    let below =
        unit.level != .group ? actLine("设立下级单位", "在它下面新建分会、小组或基层工会", icon("plus-lg"), Places.unitBelow(id)) : .none
    let acts: HTML = """
        \(actLine("更名", "改全称或简称，原名留在历史里，还能按原名找到", icon("pencil"), Places.unitRename(id)))
        \(if: isMovable, actLine("合并", "和别的单位合成一个：会员、下级单位一起过去", icon("sign-merge-right"), Places.unitMerger(id)))
        \(if: isMovable, actLine("分立", "分成几个单位：选定哪些下级、哪些会员分出去", icon("diagram-2"), Places.unitSplit(id)))
        \(if: isMovable, actLine("移动", "换一个上级，连同下级一起移过去", icon("arrows-move"), Places.unitMove(id)))
        \(if: isMovable, actLine("撤销", "单位不再存在；会员和下级要先有去处", icon("x-circle"), Places.unitDissolution(id)))
        \(below)
        \(actLine("曾用名和别名", "登记过去的名称、习惯的叫法和第二名称", icon("tags"), Places.unitAliases(id)))
        """
    return """
        \(pageHead("组织变动", "“\(unit.name)”要办哪一种变动？每一种都先核对，确认后才生效。", crumbs: crumbs))
        \(steps(changeSteps, current: 0))
        <div class="stack">\(if: !plans.isEmpty, plansCard(plans))
        <section class="card" aria-label="变动"><ul class="rows card-b flush">\(acts)</ul></section>
        \(if: !isMovable, "<p class=\"hint\">这是您任职的最高单位，合并、分立、移动和撤销由它的上级办理。</p>")
        <p><a href="\(Places.unitHistory(id))">看它以往的变动</a></p></div>
        """
}

private func actLine(_ words: String, _ sub: String, _ sign: HTML, _ path: Path) -> HTML {
    """
    <li><a class="rowlink" href="\(path)"><span class="ico">\(sign)</span><span class="t"><b>\(words)</b>\
    <small>\(sub)</small></span>\(icon("chevron-right"))</a></li>
    """
}

private func plansCard(_ plans: [UnitChange]) -> HTML {
    """
    <section class="card" aria-labelledby="h-plans"><div class="card-h"><h2 id="h-plans">还没有确认的</h2></div>\
    <ul class="rows card-b flush">\(each: plans, planLine)</ul></section>
    """
}

private func planLine(_ plan: UnitChange) -> HTML {
    """
    <li><a class="rowlink" href="\(Places.unitChange(plan.id))"><span class="t"><b>\(plan.kind.words)，自 \(plan.on) 起</b>\
    <small>\(moment(plan.madeAt)) 填写，等待核对</small></span>\(icon("chevron-right"))</a></li>
    """
}

/// The details of an act on units, to be filled in before it is looked at.
struct ChangeFormPage {
    let unit: UnitEntry
    let kind: UnitChange.Kind
    let crumbs: [Crumb]
    /// Units beside it, for a merger.
    let beside: [UnitEntry]
    /// Units below it, for a split.
    let children: [UnitEntry]
    /// Under which it may stand, for a move.
    let parents: ParentChoices?
    /// What stands against it already, for an end.
    let against: [String]
    /// Members of the unit itself, for a split.
    let seats: [SplitSeat]

    func drawn(_ filled: Filled) -> HTML {
        guard against.isEmpty else { return refused }
        let inside: HTML = """
            \(if: !filled["plan"].isEmpty, hidden("plan", filled["plan"]))
            \(body(filled))
            <fieldset class="stack"><legend class="h3 mb2">依据的文件</legend><div class="form-grid">\(orderFields(filled))</div></fieldset>
            <div class="row"><button class="btn primary">下一步：核对</button>\(button("返回", to: Places.unitChanges(unit.id)))</div>
            """
        return """
            \(flawSummary(filled.flaws))\(pageHead("\(kind.words)：\(unit.shortName)", sentence, crumbs: crumbs))
            \(steps(changeSteps, current: 1))
            <section class="card" aria-label="\(kind.words)"><div class="card-b">\
            \(form(to: place, className: "stack", isMultipart: true, inside))</div></section>
            """
    }

    private var place: Path {
        switch kind {
        case .merge: Places.unitMerger(unit.id)
        case .split: Places.unitSplit(unit.id)
        case .move: Places.unitMove(unit.id)
        case .dissolve: Places.unitDissolution(unit.id)
        default: Places.unitRename(unit.id)
        }
    }

    private var sentence: HTML {
        switch kind {
        case .merge: "选出要合成一个的单位。会员和下级单位都会过去，来源单位随之撤销。"
        case .split: "新单位设在同一个上级下面。“\(unit.shortName)”自己有会员 \(grouped(seats.count)) 人，下级单位 \(children.count) 个。"
        case .move: "下级单位、会员和职务权限跟着一起走。原来上级的干部将看不到它，新上级的干部从此能看到。"
        case .dissolve: "撤销后不再登记会员和任职，过去的记录都保留。"
        default: "现在叫“\(unit.name)”。录入时写错了字，请用“修改”更正，不必办更名。"
        }
    }

    private func body(_ filled: Filled) -> HTML {
        switch kind {
        case .merge: mergerFields(filled)
        case .split: splitFields(filled)
        case .move: parents?.drawn("新的上级", filled) ?? .none
        case .dissolve: .none
        default:
            """
            <div class="form-grid">\(field(Field("name", "新的全称", isRequired: true, hint: "与批复文件一致。", isWide: true, maximum: 60), filled))
            \(field(Field("short_name", "新的简称", hint: "列表里用；不填就用全称。", maximum: 30), filled))</div>
            """
        }
    }

    /// An act that cannot be done yet, with the ways to what stands against it.
    private var refused: HTML {
        """
        \(pageHead("\(kind.words)：\(unit.shortName)", crumbs: crumbs))
        <section class="card" aria-label="\(kind.words)"><div class="card-b stack">\
        \(note("<p>现在还不能\(kind.words)：</p><ul>\(each: against, { "<li>\($0)</li>" })</ul>", .due))
        <div class="row">\(button("看下级单位", to: Places.unit(unit.id)))\(button("看会员名册", to: Places.members(unit.id)))\
        \(button("和别的单位合并", to: Places.unitMerger(unit.id)))</div></div></section>
        """
    }

    private func mergerFields(_ filled: Filled) -> HTML {
        let into: [Choice] =
            [("new", "成立一个新单位")] + ([unit] + beside).map { ($0.id.description, "并入“\($0.name)”") }
        let flaw: HTML = filled.flaws["other"].map { "<p class=\"err\" id=\"other-e\">\($0)</p>" } ?? .none
        return """
            <fieldset class="stack-s"><legend class="h3 mb2" id="other">和“\(unit.shortName)”合并的单位</legend>\(flaw)
            <div class="checks">\(each: beside, { checkBox("other", $0.name, value: $0.id.description, filled) })</div>
            \(textArea(Field("more", beside.isEmpty ? "单位" : "其他单位", hint: "不在上面的，每行写一个全称、简称或代码。"), filled))</fieldset>
            <div class="form-grid">\(select(Field("into", "合并成", isRequired: true, isWide: true), into, empty: "请选择", filled))
            \(foundedFields(filled, hint: "成立新单位时填写。"))</div>
            \(checkBox("numbering", "合并后工号重复时，给来源单位重复的工号加上单位代码（如 U001-1023）", filled))
            """
    }

    private func foundedFields(_ filled: Filled, suffix: String = "", hint: String, isRequired: Bool = false) -> HTML {
        """
        \(field(Field("name\(suffix)", "新单位的全称", isRequired: isRequired, hint: hint, isWide: true, maximum: 60), filled))
        \(field(Field("short_name\(suffix)", "新单位的简称", maximum: 30), filled))
        \(field(Field("code\(suffix)", "新单位的代码", maximum: 30), filled))
        """
    }

    private func splitFields(_ filled: Filled) -> HTML {
        let slots: [Choice] = (1...SplitForm.most).map { (String($0), "新单位 \($0)") }
        let fate: [Choice] = [("stay", "保留，分出一部分"), ("end", "不再保留，全部分到新单位")]
        return """
            <div class="form-grid">\(select(Field("fate", "原单位", isRequired: true), fate, filled))</div>
            \(each: Array(1...SplitForm.most), { share($0, filled) })
            \(if: !children.isEmpty, childFields(slots, filled))
            \(if: !seats.isEmpty, restField(slots, filled))
            """
    }

    private func share(_ slot: Int, _ filled: Filled) -> HTML {
        let founded = foundedFields(filled, suffix: "-\(slot)", hint: "与批复文件一致。", isRequired: slot == 1)
        return SplitShareFields(unit: unit, slot: slot, seats: seats, founded: founded).drawn(filled)
    }

    private func childFields(_ slots: [Choice], _ filled: Filled) -> HTML {
        """
        <fieldset class="stack-s"><legend class="h3 mb2">下级单位的去向</legend><div class="form-grid">
        \(each: children, { select(Field("unit-\($0.id)", $0.name), slots, empty: "留在原单位", filled) })</div></fieldset>
        """
    }

    private func restField(_ slots: [Choice], _ filled: Filled) -> HTML {
        let hint = "上面没有写到的会员，共 \(grouped(seats.count)) 人中的其余。"
        return """
            <div class="form-grid">\(select(Field("rest", "其余会员的去向", hint: hint), slots, empty: "留在原单位", filled))</div>
            """
    }
}
