import Web

extension ChangePreview {
    /// What moving the unit under a parent would change: who is above it, the sums above, numbers, clusters and groups.
    mutating func look(movingUnder parent: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        let day = change.on
        object(try objection { try unit.mustFit(under: parent) })
        object(try objection { try unit.mustStand(since: day, in: tx) })
        object(try objection { try parent.mustStand(since: day, in: tx) })
        object(try objection { try unit.mustKeepBase(under: parent, in: tx) })
        clashes = try NumberClash.all(in: Merger([unit], into: .existing(parent)), tx)
        if !clashes.isEmpty {
            object("移过去以后有 \(Set(clashes.map(\.number)).count) 个工号与那边的会员重复，请先改好工号。")
        }
        let members = try unit.membersBelow(in: tx)
        let old = try UnitEntry.above(unit, as: officer, in: tx)
        let new = try UnitEntry.above(parent, as: officer, in: tx) + [parent]
        effects = [
            Effect(
                name: unit.name, words: "移到“\(parent.name)”下面", before: members, after: members,
                units: try unit.standingChildren(in: tx).map(\.shortName))
        ]
        for above in old.reversed() where !new.contains(where: { $0.id == above.id }) {
            let all = try above.membersBelow(in: tx)
            effects.append(Effect(name: above.name, words: "原来的上级，不再包含它", before: all, after: all - members))
        }
        for above in new.reversed() where !old.contains(where: { $0.id == above.id }) {
            let all = try above.membersBelow(in: tx)
            effects.append(Effect(name: above.name, words: "新的上级，从此包含它", before: all, after: all + members))
        }
        exits = try ClusterExit.all(moving: unit, under: parent, on: day, in: tx)
        var plan = PlannedTree()
        plan.moved = [(unit, parent.path)]
        touches = try GroupTouch.all(plan, near: [unit, parent], as: officer, in: tx)
        try noteMove(from: old, to: new, parent, tx)
    }

    private mutating func noteMove(
        from old: [UnitEntry], to new: [UnitEntry], _ parent: UnitEntry, _ tx: Transaction
    ) throws {
        let day = change.on
        let held: Int =
            try tx.value(
                """
                SELECT count(*) FROM post p JOIN unit u ON u.id = p.unit_id
                 WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND p.from_day <= \(tx.today)
                   AND (p.until_day IS NULL OR p.until_day >= \(tx.today))
                """) ?? 0
        notes.append("在任的职务 \(grouped(held)) 个（连同下级）随它一起过去，任期和权限不变。")
        let losing = old.filter { above in !new.contains { $0.id == above.id } }
        let gaining = new.filter { above in !old.contains { $0.id == above.id } }
        if !losing.isEmpty {
            notes.append("\(names(losing))的 \(try holders(losing, tx)) 名任职人员从此看不到它。")
        }
        if !gaining.isEmpty { notes.append("\(names(gaining))的 \(try holders(gaining, tx)) 名任职人员从此能看到它。") }
        let (here, there) = (try unit.base(in: tx), try parent.base(in: tx))
        if unit.level.depth > UnitLevel.base.depth, here != there, let there {
            let base: String? = try tx.value("SELECT name FROM unit WHERE id = \(there)")
            notes.append("会员所属的校级工会改为“\(base ?? "")”。")
        }
        if let common = old.last(where: { above in new.contains { $0.id == above.id } }) {
            notes.append("“\(common.shortName)”和它以上的合计不变。")
        }
        notes.append("\(day) 以前的人数、入会率和名册仍算在原来的上级。")
    }

    private func names(_ units: [UnitEntry]) -> String { units.map { "“\($0.shortName)”" }.joined(separator: "、") }

    /// How many people hold a post there from which all below is seen.
    private func holders(_ units: [UnitEntry], _ tx: Transaction) throws -> Int {
        let kinds = PostKind.allCases.filter(\.hasDescent).map(\.rawValue)
        return try tx.value(
            """
            SELECT count(DISTINCT person_id) FROM post
             WHERE unit_id \(anyOf: units.map(\.id)) AND kind \(anyOf: kinds) AND from_day <= \(tx.today)
               AND (until_day IS NULL OR until_day >= \(tx.today))
            """) ?? 0
    }

    /// What ending the unit would change, and what stands against it.
    mutating func lookAtEnd(as officer: Officer, in tx: Transaction) throws {
        let day = change.on
        for words in try unit.againstDissolution(in: tx) { object(words) }
        object(try objection { try unit.mustBeIdle(since: day, in: tx) })
        effects = [Effect(name: unit.name, words: "撤销，从 \(day) 起不再存在", before: 0, after: 0)]
        posts = try EndingPost.all(in: [unit.id], on: day, tx)
        exits = try ClusterExit.all(ending: [unit.id], on: day, in: tx)
        var plan = PlannedTree()
        plan.gone = [unit]
        touches = try GroupTouch.all(plan, near: [unit], as: officer, in: tx)
        let links: Int =
            try tx.value(
                """
                SELECT count(*) FROM unit_link
                 WHERE (unit_id = \(unit.id) OR parent_id = \(unit.id)) AND until_day IS NULL
                """) ?? 0
        if links > 0 { notes.append("\(links) 个双重领导关系随之结束。") }
        let past: Int =
            try tx.value("SELECT count(DISTINCT person_id) FROM membership WHERE unit_id = \(unit.id)") ?? 0
        notes.append(
            past > 0
                ? "以前在这里登记过的 \(grouped(past)) 人，会籍记录都保留；\(day) 以前的人数、名册和职务仍可查看。"
                : "\(day) 以前的职务和变动记录仍可查看。")
    }
}
