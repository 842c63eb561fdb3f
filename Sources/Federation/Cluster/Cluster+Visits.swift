import Web

/// `/units/:id/clusters`: the clusters that a unit keeps, and those above that concern it.
func listClusters(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let lines = try ClusterLine.all(for: unit, as: visit.who, in: visit.tx)
    let own = Set(try ClusterLine.all(with: id, on: visit.tx.today, in: visit.tx).map(\.cluster.id))
    let page = clusterListPage(
        unit, lines, own: own, mayKeep: visit.who.may(.unitKeep, at: unit.path), today: visit.tx.today)
    return .page(title: "片组", json: .array(lines.map(\.json)), page)
}

/// `/units/:id/clusters/new`
func askCluster(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let filled = visit.filled(else: ["from_day": visit.tx.today.description])
    return .page(title: "新建片组", clusterNewPage(unit, filled))
}

/// Makes a cluster; its members and lead follow.
func makeCluster(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let draft = try ClusterDraft(visit.form)
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    let cluster = try Cluster.insert(draft, in: id, visit.tx)
    try cluster.audit("cluster.make", "新建\(draft.kind.words)“\(draft.name)”", visit)
    return .see(Places.clusterRevision(cluster.id), saying: "“\(draft.name)”已建在“\(unit.shortName)”，请接着加入单位、定组长。")
}

/// `/clusters/:id`: who is in it and who leads it, today or on another day.
func showCluster(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let asked = AskedDay("on", visit.call, today: visit.tx.today)
    let view = try ClusterView(id, on: asked.day, as: visit.who, in: visit.tx)
    return .page(title: view.cluster.name, json: view.json, clusterPage(view, asked.filled))
}

/// `/clusters/:id/revision`: everything that may be changed, each with its form.
func askClusterRevision(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let view = try ClusterView(id, on: visit.tx.today, as: visit.who, in: visit.tx)
    guard view.mayKeep else { throw Refusal.forbidden }
    let candidates = try ClusterCandidates(for: view, as: visit.who, in: visit.tx)
    let onFile = view.onFile
    let isFacts = visit.call.isSent && !visit.form["version"].isEmpty
    let isStale = isFacts && visit.form["version"] != onFile["version"]
    let facts = isFacts && !isStale ? visit.filled : Filled(onFile.mapValues { [$0] }, flaws: visit.filled.flaws)
    return .page(title: "修改片组", clusterRevisionPage(view, candidates, facts: facts, visit.filled))
}

/// Takes name, end of term, paper and note over.
func reviseCluster(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let cluster = try Cluster.claim(id, as: visit.who, in: visit.tx)
    guard visit.form["version"] == String(cluster.version) else {
        throw Flaws("", Cluster.Problem.changedMeanwhile.words)
    }
    let draft = try ClusterDraft(visit.form)
    try Cluster.beside("until_day", visit.tx) { try cluster.update(draft, version: cluster.version, in: visit.tx) }
    try cluster.audit("cluster.revise", "修改片组“\(draft.name)”", visit)
    return .see(Places.cluster(id), saying: "已保存。")
}

/// Lets units enter from a day on.
func enterCluster(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let cluster = try Cluster.claim(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let day = check.day("join_day", "加入日期")
    let chosen = visit.form.all("unit").compactMap { ID<Unit>($0) }
    if chosen.isEmpty { check.add("join_day", "请勾选要加入的单位。") }
    try check.done()
    let keeper = try UnitEntry.find(cluster.unit, as: visit.who, in: visit.tx)
    let units: [UnitEntry] = try visit.tx.all(
        """
        SELECT \(UnitEntry.columns) FROM unit WHERE id \(anyOf: chosen) AND \(visit.who.sees("path"))
           AND path > \(keeper.path) AND path < \(Reach.end(of: keeper.path)) ORDER BY path
        """)
    guard units.count == Set(chosen).count else { throw Flaws("join_day", "有的单位不在您能办的范围内，请重新勾选。") }
    try Cluster.beside("join_day", visit.tx) {
        for unit in units { try cluster.enter(unit, from: day, in: visit.tx) }
    }
    let names = units.map(\.shortName).joined(separator: "、")
    try cluster.audit("cluster.enter", detail: names, "片组“\(cluster.name)”自 \(day) 起加入 \(units.count) 个单位", visit)
    return .see(Places.clusterRevision(id), saying: "已加入 \(units.count) 个单位：\(names)。")
}

/// Hands the lead over.
func handLead(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let cluster = try Cluster.claim(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let unit = check.id("lead", "组长单位", Unit.self)
    let day = check.day("lead_day", "开始日期")
    try check.done()
    try Cluster.beside("lead_day", visit.tx) { try cluster.hand(to: unit, from: day, in: visit.tx) }
    let name: String? = try visit.tx.value("SELECT short_name FROM unit WHERE id = \(unit)")
    try cluster.audit("cluster.lead", "片组“\(cluster.name)”自 \(day) 起由“\(name ?? "")”任组长单位", visit)
    return .see(Places.cluster(id), saying: "“\(name ?? "")”自 \(day) 起任组长单位。")
}

/// `/cluster-members/:id/end`: the last question before a unit leaves.
func askLeaving(_ visit: Visit<Officer>, _ id: ID<ClusterMember>) throws -> Answer {
    let member = try ClusterMember.find(id, in: visit.tx)
    let cluster = try Cluster.kept(member.cluster, by: visit.who, in: visit.tx)
    let filled = visit.filled(else: ["day": visit.tx.today.description])
    return .page(title: "移出片组", clusterLeavingPage(cluster, member, filled))
}

/// A unit leaves.
func leaveCluster(_ visit: Visit<Officer>, _ id: ID<ClusterMember>) throws -> Answer {
    let member = try ClusterMember.find(id, in: visit.tx)
    let cluster = try Cluster.claim(member.cluster, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let day = check.day("day", "最后一天")
    try check.done()
    try Cluster.beside("day", visit.tx) { try cluster.leave(member, on: day, in: visit.tx) }
    try cluster.audit("cluster.leave", "“\(member.unitName)”离开片组“\(cluster.name)”，最后一天 \(day)", visit)
    return .see(Places.cluster(cluster.id), saying: "已移出，最后一天是 \(day)。")
}

/// Ends a cluster with all in it.
func endCluster(_ visit: Visit<Officer>, _ id: ID<Cluster>) throws -> Answer {
    let cluster = try Cluster.claim(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let day = check.day("end_day", "最后一天")
    try check.done()
    try Cluster.beside("end_day", visit.tx) { try cluster.end(on: day, in: visit.tx) }
    try cluster.audit("cluster.end", "片组“\(cluster.name)”结束，最后一天 \(day)", visit)
    return .see(Places.cluster(id), saying: "片组已结束，最后一天是 \(day)，过去的记录都保留。")
}

extension Cluster {
    /// Runs a change and puts what is wrong beside a field; what two officers did at once is told as what the books now say.
    fileprivate static func beside(_ field: String, _ tx: Transaction, _ body: () throws -> Void) throws {
        do {
            try tx.attempt(body)
        } catch let problem as Problem {
            throw Flaws(problem == .changedMeanwhile ? "" : field, problem.words)
        } catch StoreProblem.notUnique {
            throw Flaws(field, "刚才有人登记过同一个单位或组长，请刷新后再看。")
        }
    }

    /// Writes an act on this cluster into the chain of the unit that keeps it.
    fileprivate func audit(_ name: StaticString, detail: String = "", _ words: String, _ visit: Visit<Officer>) throws {
        try AuditEntry.write(
            Act(name, on: "cluster", id, detail: detail, words), by: visit.who.person, in: unit, ring: visit.site.ring,
            visit.tx)
    }
}
