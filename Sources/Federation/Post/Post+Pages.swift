import Web

/// Who holds and held a post in a unit, and the form for giving one.
struct PostsPage: Sendable {
    let unit: UnitEntry
    let crumbs: [Crumb]
    let lines: [PostLine]
    let choosing: Choosing
    let officer: Officer
    let today: Day

    private var current: [PostLine] { lines.filter { $0.post.until.map { $0 >= today } ?? true } }
    private var past: [PostLine] { lines.filter { $0.post.until.map { $0 < today } ?? false } }

    func drawn(_ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))\(pageHead("职务", "\(unit.name)的任职。权限跟着职务走，离任就收回。", crumbs: crumbs))
        <div class="stack">\(card("现任", id: "h-held", sub: "\(current.count) 人次", list(current, "现在没有人在这里任职。")))
        \(if: unit.state != .dissolved, card("任命", id: "h-give", choosing.drawn(at: unit, filled, giving)))
        \(if: !past.isEmpty, card("曾任", id: "h-past", list(past, "")))</div>
        """
    }

    private func list(_ lines: [PostLine], _ empty: String) -> HTML {
        guard !lines.isEmpty else { return "<p class=\"muted\">\(empty)</p>" }
        let today = today
        return table(
            "任职",
            [
                Column("姓名", isName: true) { line in HTML.words(line.personName) },
                Column("职务") { line in HTML.words(line.post.kind.words) },
                Column("任职日期") { line in day(line.post.from) },
                Column("离任日期") { line in day(line.post.until) },
                Column("文件") { line in HTML.words(line.post.paper ?? "—") },
                Column("办理") { line in postEndLink(line, today) },
            ], lines)
    }

    /// The rest of the form, once somebody is chosen.
    private func giving(_ filled: Filled) -> HTML {
        let shown = filled["from_day"].isEmpty && filled.flaws.isEmpty ? today.description : filled["from_day"]
        return """
            <div class="form-grid">\(select(Field("kind", "职务", isRequired: true), kinds, empty: "请选择", filled))
            \(field(Field("from_day", "任职日期", .date, isRequired: true), Filled(["from_day": [shown]], flaws: filled.flaws)))
            \(field(Field("until_day", "离任日期", .date, hint: "任期已定就填，未定不填。"), filled))
            \(field(Field("paper", "任职文件", hint: "文号或会议，例如：京教工〔2026〕3 号", maximum: 80), filled))</div>
            <div class="row"><button class="btn primary">任命</button></div>
            """
    }

    /// The posts that this officer may give here; if somebody sends another, the answer says why not.
    private var kinds: [Choice] {
        PostKind.allCases.filter { officer.lacks($0, at: unit.path).isEmpty }.map { ($0.rawValue, $0.words) }
    }
}

private func postEndLink(_ line: PostLine, _ today: Day) -> HTML {
    guard line.post.until.map({ $0 >= today }) ?? true else { return "<span class=\"muted\">已离任</span>" }
    return """
        <a href="\(Places.postEnd(line.post.id))">办理离任<span class="vh">：\(line.personName)</span></a>
        """
}

/// The last question before a post ends.
struct PostEndPage: Sendable {
    let post: Post
    let personName: String
    let unit: UnitEntry
    let crumbs: [Crumb]
    let isOwnLast: Bool

    func drawn(_ filled: Filled) -> HTML {
        let warning = note("这是您自己的最后一个职务。离任后您只能以会员身份登录，不能再进工作台。", .bad)
        let inside: HTML = """
            \(field(Field("day", "最后一天", .date, isRequired: true, hint: "到这一天为止还有权限。"), filled))
            \(if: isOwnLast, "<div id=\"sure\">\(checkBox("sure", "我明白，仍然办理离任", filled))</div>")
            <div class="row"><button class="btn danger">办理离任</button>\(button("返回", to: Places.posts(unit.id)))</div>
            """
        return """
            \(flawSummary(filled.flaws))\(pageHead("办理离任", crumbs: crumbs))
            <section class="card" aria-label="离任"><div class="card-b stack">\(if: isOwnLast, warning)
            <p>\(personName)不再担任\(unit.shortName)的\(post.kind.words)？相应的权限在最后一天之后收回，任职记录保留。</p>
            \(form(to: Places.postEnd(post.id), inside))</div></section>
            """
    }
}
