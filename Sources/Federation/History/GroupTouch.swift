import Web

/// How an act would change the tree of today: which units end, which are founded, and which parts stand elsewhere afterwards.
struct PlannedTree {
    var gone: [UnitEntry] = []
    var founded: [DayUnit] = []
    /// Units that pass, with all below them, under a place of the tree.
    var moved: [(unit: UnitEntry, under: String)] = []

    /// A unit that is not there yet, as rules would see it. Its path is one that no unit has.
    mutating func found(_ draft: UnitDraft, under parent: String) -> String {
        let path = parent + "~00\(founded.count + 1)/"
        founded.append(
            DayUnit(
                id: ID(-Int64(founded.count + 1)), path: path, parent: nil, name: draft.name,
                shortName: draft.shortName,
                level: draft.level, kind: draft.kind, state: .standing))
        return path
    }

    /// Where a place of today lies afterwards; nil when it is no more.
    func after(_ path: String) -> String? {
        if gone.contains(where: { $0.path == path }) { return nil }
        guard let move = moved.first(where: { path.hasPrefix($0.unit.path) }) else { return path }
        return move.under + path.dropFirst(move.unit.path.utf8.count - 5)
    }
}

/// A group that means other units after an act: some it means no longer, others it means from then on.
struct GroupTouch: Sendable {
    let name: String
    let went: [String]
    let came: [String]

    /// `“各高校工会”不再包含“甲”；从此包含“乙”。`
    var words: String {
        func list(_ names: [String]) -> String {
            names.prefix(5).map { "“\($0)”" }.joined(separator: "、") + (names.count > 5 ? "等 \(names.count) 个单位" : "")
        }
        let parts = [
            went.isEmpty ? nil : "不再包含\(list(went))", came.isEmpty ? nil : "从此包含\(list(came))",
        ]
        return "“\(name)”\(parts.compactMap(\.self).joined(separator: "；"))。"
    }

    /// The groups kept in these units and above them that would mean others, asked of the rule before and after.
    static func all(
        _ plan: PlannedTree, near units: [UnitEntry], as officer: Officer, in tx: Transaction
    ) throws -> [GroupTouch] {
        var groups: [UnitGroup] = []
        for unit in units {
            for group in try UnitGroup.all(for: unit, as: officer, in: tx)
            where group.endedOn.map({ $0 > tx.today }) ?? true {
                if !groups.contains(where: { $0.id == group.id }) { groups.append(group) }
            }
        }
        guard !groups.isEmpty else { return [] }
        let book = try GroupBook(groups, in: tx)
        let before = try concerned(by: plan, in: tx)
        let after = before.compactMap { unit in plan.after(unit.path).map { unit.standing(at: $0) } } + plan.founded
        let below = groups.flatMap { book.clauses(of: $0.id) }.map(\.below)
        var paths: [ID<Unit>: String] = [:]
        try tx.each("SELECT id, path FROM unit WHERE id \(anyOf: below) AND state <> 'dissolved'") { row in
            paths[try row.read("id")] = try row.read("path")
        }
        let later = paths.compactMapValues { plan.after($0) }
        return groups.compactMap { group in
            func meaning(_ units: [DayUnit], _ paths: [ID<Unit>: String]) -> GroupMeaning {
                GroupMeaning(
                    book.clauses(of: group.id), book.exceptions(of: group.id), on: tx.today, among: units, paths: paths)
            }
            let (came, went) = meaning(before, paths).difference(to: meaning(after, later))
            guard !came.isEmpty || !went.isEmpty else { return nil }
            return GroupTouch(name: group.name, went: went.map(\.unit.shortName), came: came.map(\.unit.shortName))
        }
    }

    /// The units of today that end or pass elsewhere.
    private static func concerned(by plan: PlannedTree, in tx: Transaction) throws -> [DayUnit] {
        let parts = plan.moved.map { Reach(unitPath: $0.unit.path, hasDescent: true).holds("u.path") }
        let ending: SQL = "u.id \(anyOf: plan.gone.map(\.id))"
        return try tx.all(
            """
            SELECT \(DayUnit.columns) FROM \(DayUnit.relation(on: tx.today)) u
             WHERE \(SQL.joined(parts + [ending], by: " OR ")) ORDER BY u.path
            """)
    }
}

extension DayUnit {
    fileprivate func standing(at path: String) -> DayUnit {
        DayUnit(
            id: id, path: path, parent: parent, name: name, shortName: shortName, level: level, kind: kind, state: state
        )
    }
}
