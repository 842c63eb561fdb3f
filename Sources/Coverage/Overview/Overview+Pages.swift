import Federation
import Web

/// The figures of a unit for a month.
func overviewPage(_ view: Overview) -> HTML {
    """
    \(pageHead(
        "覆盖情况", "\(view.unit.shortName)，\(view.month.words)末。入会率 = 在籍会员 ÷ 上报的教职工。",
        crumbs: coverageCrumbs(view.unit, above: view.above), actions: overviewActions(view)))
    \(monthChoice(view.month, to: Places.coverage(view.unit.id), today: view.today))
    \(if: !view.shares.isClosed, note("\(view.month.words)的月末会员数还没有统计，系统每天夜里统计一次。", .due))
    \(if: view.shares.place.paths.isEmpty, note("\(view.month.words)末没有这个单位：那时还没有设立，或者已经撤销、并入别的单位。", .due))
    \(overviewLedger(view))
    <div class="stack">\(overviewNotes(view))
    <div class="cols cols-6-6"><div class="stack">\(trendCard(view))\(typesCard(view))\(if: view.shares.shares.count > 1, kindsCard(view))</div>
    <div class="stack">\(belowCard(view))</div></div>
    <p class="hint">\(closingWords(view))</p></div>
    """
}

private func overviewActions(_ view: Overview) -> HTML {
    let reports = view.officer.holds(.unitKeep, at: view.unit.path) && view.unit.level.reportsStaff
    let isAbove = view.unit.level.depth < UnitLevel.base.depth
    return """
        \(if: reports, button("上报教职工人数", to: view.path(Places.staff), icon("pencil"), isPrimary: true))\
        \(if: isAbove, button("各单位", to: view.path(Places.coveredUnits), icon("table")))\
        \(if: isAbove, button("未上报单位", to: view.path(Places.missing), icon("clock")))\
        \(if: isAbove, button("应建未建", to: Places.workplaces(view.unit.id), icon("building-add")))
        """
}

private func overviewLedger(_ view: Overview) -> HTML {
    let sum = view.sum, rate = sum.rate
    let isAbove = view.unit.level.depth < UnitLevel.base.depth
    var stats = [
        Stat(
            "入会率", words: rate?.words ?? "—", "",
            rate.map { "\(grouped($0.members)) / \(grouped($0.staff)) 人" } ?? "没有单位上报教职工人数"),
        Stat(
            "应入未入", words: rate == nil ? "—" : grouped(sum.gap), rate == nil ? "" : "人",
            isAbove ? "教职工多于会员的单位相加" : "教职工减去会员"),
    ]
    if isAbove {
        stats.append(
            Stat(
                "已上报单位", words: "\(grouped(sum.reported))/\(grouped(sum.units))", "个",
                sum.late > 0 ? "其中迟报 \(sum.late) 个" : "只有这些单位计入"))
        stats.append(
            Stat("应建未建", view.workplaces.due, "个", "建会率 \(view.workplaces.rate.inFull)"))
    } else {
        stats.append(
            Stat("在籍会员", view.shares.shares.map(\.allMembers).reduce(0, +), "人", "今天 \(grouped(view.membersToday)) 人"))
        let staff = rate?.staff
        stats.append(Stat("教职工", words: staff.map(grouped) ?? "未上报", staff == nil ? "" : "人", "\(view.month.words)上报"))
    }
    return ledger("\(view.unit.shortName)的覆盖情况", stats)
}

/// What must be known to read the numbers: who is not in them, and where they exceed the whole.
private func overviewNotes(_ view: Overview) -> HTML {
    let sum = view.sum
    let isAbove = view.unit.level.depth < UnitLevel.base.depth
    let list = Places.missing(view.unit.id).with("month", view.month.description)
    let over = view.path(Places.coveredUnits, [("part", "over")])
    let missing: HTML =
        isAbove
        ? "有 \(grouped(sum.missing)) 个单位没有上报\(view.month.words)的教职工人数（在籍会员 \(grouped(sum.membersApart)) 人），不计入任何比率。<a href=\"\(list)\">看名单、催报</a>"
        : "\(view.month.words)的教职工人数还没有上报，所以没有入会率，也不计入上级的合计。"
    let exceeding: HTML =
        isAbove
        ? "有 <a href=\"\(over)\">\(grouped(sum.excessUnits)) 个单位</a>的会员比上报的教职工多，共多 \(grouped(sum.excess)) 人。"
        : "会员比上报的教职工多 \(grouped(sum.excess)) 人。"
    let why = "多半是调离的人没有转会、返聘和外聘的人没有计入教职工，或者人数报漏了。这里照实计算，不抹平。"
    return """
        \(if: sum.missing > 0, note(missing, .due))\(if: sum.excessUnits > 0, note("\(exceeding)\(why)"))
        """
}

private func closingWords(_ view: Overview) -> String {
    guard let closing = view.closing else { return "今天在籍会员 \(grouped(view.membersToday)) 人。" }
    let revised =
        closing.revised > 0
        ? "后来因补录、更正变动过 \(grouped(closing.revised)) 处，最近一次在 \(closing.countedAt.day)。" : "之后没有变动。"
    return
        "\(view.month.words)的月末会员数统计于 \(closing.closedAt.day)，\(revised)今天在籍会员 \(grouped(view.membersToday)) 人。各月按当月最后一天的隶属关系归入上级，合并、移动以前的月份不变。"
}
