import Web
import Words

/// `/units/:id/posts`: who holds and held a post here, and the form for giving one.
func listPosts(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let lines = try PostLine.all(in: unit, visit.tx)
    let choosing = try Choosing(visit.filled, in: unit, visit.tx)
    let page = PostsPage(
        unit: unit, crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "职务"),
        lines: lines, choosing: choosing, officer: visit.who, today: visit.tx.today)
    return .page(title: "\(unit.shortName)的职务", json: .array(lines.map(\.json)), page.drawn(visit.filled))
}

/// Gives a post to a member of the unit. The giver must hold every right that hangs on it.
func givePost(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let draft = try PostDraft(visit.form)
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    guard unit.state != .dissolved else { throw Flaws("", "这个单位已撤销，不能再任职。") }
    guard try Candidate.first(draft.person, in: unit, visit.tx) != nil else {
        throw Flaws("person", "任职人须是本单位或下级的会员，请重新查找。")
    }
    let lacking = visit.who.lacks(draft.kind, at: unit.path)
    guard lacking.isEmpty else {
        let words = lacking.map(\.sentence).joined(separator: "、")
        throw Flaws("kind", "这个职务有您自己没有的权限（\(words)），请由上级工会任命。")
    }
    let post: ID<Post>
    do {
        post = try Post.insert(draft, in: unit, visit.tx)
    } catch let problem as Post.Problem {
        throw Flaws("kind", problem.words)
    }
    let detail = "自 \(draft.from) 起\(draft.until.map { "，至 \($0)" } ?? "")\(draft.paper.map { "，文件：\($0)" } ?? "")"
    try unit.audit(
        Act("post.give", on: "post", post, concerning: draft.person, detail: detail, "任命\(draft.kind.words)"),
        by: visit.who, ring: visit.site.ring, in: visit.tx)
    return .see(Places.posts(id), saying: "\(draft.kind.words)已任命。对方登录后就能看到这个单位的工作台。")
}

/// `/posts/:id/end`: the last question before a post ends.
func askPostEnd(_ visit: Visit<Officer>, _ id: ID<Post>) throws -> Answer {
    let post = try Post.find(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.find(post.unit, as: visit.who, in: visit.tx)
    let name: String? = try visit.tx.value("SELECT name FROM person WHERE id = \(post.person)")
    let page = PostEndPage(
        post: post, personName: name ?? "", unit: unit,
        crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "离任"),
        isOwnLast: try post.isLast(of: visit.who, in: visit.tx))
    return .page(title: "办理离任", page.drawn(visit.filled(else: ["day": visit.tx.today.description])))
}

/// Ends a post on a day.
func endPost(_ visit: Visit<Officer>, _ id: ID<Post>) throws -> Answer {
    let post = try Post.find(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.claim(post.unit, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let on = check.day("day", "离任日期")
    if check.flaws.isEmpty, on < post.from { check.add("day", Post.Problem.endsBeforeItBegins.words) }
    if let until = post.until, on > until { check.add("day", "原定 \(until) 离任，不能往后延；要延长请重新任命。") }
    if let until = post.until, until < visit.tx.today { check.add("", "这个职务在 \(until) 已经结束。") }
    if try post.isLast(of: visit.who, in: visit.tx), !check.flag("sure") {
        check.add("sure", "这是您自己的最后一个职务，请先勾选确认。")
    }
    try check.done()
    try post.end(on: on, in: visit.tx)
    try unit.audit(
        Act("post.end", on: "post", id, concerning: post.person, detail: "最后一天 \(on)", "\(post.kind.words)离任"),
        by: visit.who, ring: visit.site.ring, in: visit.tx)
    let isOver = try post.isLast(of: visit.who, in: visit.tx) && on < visit.tx.today
    return .see(isOver ? Places.home() : Places.posts(unit.id), saying: "离任已登记，最后一天是 \(on)。")
}

extension Post {
    /// Whether this is the only post that the officer themselves hold today.
    func isLast(of officer: Officer, in tx: Transaction) throws -> Bool {
        guard person == officer.person else { return false }
        let others: Int =
            try tx.value(
                """
                SELECT count(*) FROM post WHERE person_id = \(person) AND id <> \(id) AND from_day <= \(tx.today)
                   AND (until_day IS NULL OR until_day >= \(tx.today))
                """) ?? 0
        return others == 0
    }
}

extension Candidate {
    /// How many a search shows.
    static let most = 6

    /// Members of a unit and those below, found as the register finds them: those of the unit itself first, one more than a
    /// search shows. The caller has found the unit for its officer.
    static func search(_ words: String, in unit: UnitEntry, _ tx: Transaction) throws -> [Candidate] {
        let query = SearchQuery(words)
        guard !query.isEmpty else { return [] }
        return try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN person n ON n.id = m.person_id JOIN unit u ON u.id = m.unit_id
             WHERE m.id \(MemberSearch.found(query, tx.engine)) AND \(isMember(of: unit))
             ORDER BY CASE WHEN n.name = \(words) THEN 0 ELSE 1 END, m.unit_path, m.name_key, m.id LIMIT \(most + 1)
            """)
    }

    /// One person, if they are a member of a unit or below.
    static func first(_ person: ID<Person>, in unit: UnitEntry, _ tx: Transaction) throws -> Candidate? {
        try tx.first(
            """
            SELECT \(columns) FROM membership m JOIN person n ON n.id = m.person_id JOIN unit u ON u.id = m.unit_id
             WHERE m.person_id = \(person) AND \(isMember(of: unit))
            """)
    }

    private static func isMember(of unit: UnitEntry) -> SQL {
        """
        m.until_day IS NULL AND m.state IN ('active', 'retained')
               AND m.unit_path >= \(unit.path) AND m.unit_path < \(Reach.end(of: unit.path))
        """
    }
}
