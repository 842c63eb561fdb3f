import Web

/// Choosing who is to hold a post: a search, a few hits with unit and number, and then the one who was chosen.
struct Choosing: Sendable {
    /// What was searched for.
    let words: String
    /// At most `Candidate.most`, the likeliest first.
    let found: [Candidate]
    let hasMore: Bool
    /// Who was chosen: by a hit's link, or because nobody else was found.
    let chosen: Candidate?

    init(_ filled: Filled, in unit: UnitEntry, _ tx: Transaction) throws {
        words = filled["q"].trimmingBlanks
        if let id = ID<Person>(filled["person"]) {
            chosen = try Candidate.first(id, in: unit, tx)
            (found, hasMore) = ([], false)
        } else {
            let all = try Candidate.search(words, in: unit, tx)
            found = Array(all.prefix(Candidate.most))
            hasMore = all.count > found.count
            chosen = all.count == 1 ? all[0] : nil
        }
    }

    /// The search; the hits or the chosen one; and then the rest of the form.
    func drawn(at unit: UnitEntry, _ filled: Filled, _ rest: (Filled) -> HTML) -> HTML {
        guard let chosen else { return search(unit, filled) + hits(unit) }
        let inside: HTML = """
            \(hidden("q", words))\(hidden("person", chosen.person.description))
            <div class="row between"><div class="who" id="person"><span class="avatar">\(icon("person"))</span>\
            <span><b>\(chosen.name)</b><small>\(chosen.place)</small></span></div>
            \(button("换一个人", to: Places.posts(unit.id).at("h-give")))</div>
            \(if: chosen.state == .retained, note("此人保留会籍，没有被选举权。经选举产生的职务请先核对。", .due))
            \(rest(filled))
            """
        return form(to: Places.posts(unit.id), inside)
    }

    private func search(_ unit: UnitEntry, _ filled: Filled) -> HTML {
        """
        <form class="filters" role="search" method="get" action="\(Places.posts(unit.id).at("h-give"))">
        \(field(Field("q", "先查找任职人", .search, hint: "姓名、拼音或工号，在本单位和下级的会员里找。"), filled))
        <button class="btn">\(icon("search"))查找</button></form>
        \(some: filled.flaws["person"], { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })
        """
    }

    private func hits(_ unit: UnitEntry) -> HTML {
        guard !words.isEmpty else { return .none }
        guard !found.isEmpty else { return note("没有找到“\(words)”。请核对姓名，或先把此人登记为会员。", .due) }
        return """
            <ul class="rows mt2">\(each: found, { hit($0, unit) })</ul>
            \(if: hasMore, "<p class=\"hint mt2\">还有别人也叫这个名字。请输入全名或工号，再找一次。</p>")
            """
    }

    private func hit(_ candidate: Candidate, _ unit: UnitEntry) -> HTML {
        let path = Places.posts(unit.id).with([("q", words), ("person", candidate.person.description)]).at("h-give")
        return """
            <li><a class="rowlink" href="\(path)"><span class="avatar">\(icon("person"))</span><span class="t">\
            <b>\(candidate.name)</b><small>\(candidate.place)</small></span>\(icon("chevron-right"))</a></li>
            """
    }
}
