import Web
import Words

/// What a form for a merger says, resolved to units that the officer may merge.
struct MergerForm {
    let merger: Merger

    /// The fields: `other` and `more` name what merges with the unit, `into` is `new` or the number of the one that stays.
    init(_ form: Form, _ unit: UnitEntry, _ officer: Officer, isLocking: Bool, _ tx: Transaction) throws {
        var check = Check(form)
        var found: [UnitEntry] = [unit]
        func add(_ other: UnitEntry) {
            if !found.contains(where: { $0.id == other.id }) { found.append(other) }
        }
        let ticked = form.all("other").compactMap { ID<Unit>($0) }
        try Self.fitting(unit, officer, " AND id \(anyOf: ticked)", tx).forEach(add)
        for words in Self.lines(check.typed("more")) {
            let named = try Self.fitting(
                unit, officer, " AND (code = \(words) OR name = \(words) OR short_name = \(words))", tx)
            switch named.count {
            case 1: add(named[0])
            case 0: check.add("more", "没有找到可以合并的“\(words)”：须是同一级别、您可以办理变动的单位。")
            default: check.add("more", "有几个单位都叫“\(words)”，请填写单位代码。")
            }
        }
        let day = check.optionalDay("on_day", "生效日期")
        let into = form["into"]
        if into != "new", let id = ID<Unit>(into) {
            try Self.fitting(unit, officer, " AND id = \(id)", tx).forEach(add)
            if !found.contains(where: { $0.id == id }) { check.add("into", "请选择合并以后的单位。") }
        } else if into != "new" {
            check.add("into", "请选择合并以后的单位。")
        }
        let draft = into == "new" ? try FoundedForm(&check, like: unit, on: day, tx).draft : nil
        if found.count < 2, check.flaws["more"] == nil { check.add("other", "请至少再选一个要合并的单位。") }
        try check.done()
        if isLocking { found = try found.map { try UnitEntry.claimBelow($0.id, as: officer, in: tx) } }
        merger = try Self.merger(found, draft, ID<Unit>(into), unit, officer, check.flag("numbering"), tx)
    }

    private static func merger(
        _ units: [UnitEntry], _ draft: UnitDraft?, _ into: ID<Unit>?, _ unit: UnitEntry, _ officer: Officer,
        _ isNumbering: Bool, _ tx: Transaction
    ) throws -> Merger {
        if let draft {
            guard let parent = unit.parent else { throw Flaws("into", Split.Problem.isTop.words) }
            let above = try UnitEntry.find(parent, as: officer, in: tx)
            for other in units { try refuseGain(officer, from: above, over: other) }
            return Merger(units, into: .founded(draft, under: above), isNumbering: isNumbering)
        }
        guard let target = units.first(where: { $0.id == into }) else { throw Flaws("into", "请选择合并以后的单位。") }
        let sources = units.filter { $0.id != target.id }
        for source in sources {
            guard officer.gains(from: target.path, at: source.path).isEmpty else {
                throw Flaws("into", "这样办会让您自己多出权限，请由上级工会办理。")
            }
        }
        return Merger(sources, into: .existing(target), isNumbering: isNumbering)
    }

    /// Standing units of the same level that the officer stands above, the unit itself apart.
    static func fitting(_ unit: UnitEntry, _ officer: Officer, _ which: SQL, _ tx: Transaction) throws -> [UnitEntry] {
        let all: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit
             WHERE level = \(unit.level) AND state <> 'dissolved' AND id <> \(unit.id) AND \(officer.sees("path"))\(which)
             ORDER BY path LIMIT 300
            """)
        return all.filter { officer.isAbove($0.path) }
    }

    /// The units beside one, which are the likeliest to merge with it.
    static func beside(_ unit: UnitEntry, _ officer: Officer, _ tx: Transaction) throws -> [UnitEntry] {
        try fitting(unit, officer, " AND parent_id = \(unit.parent)", tx)
    }

    /// What was typed, line by line or parted by commas.
    static func lines(_ typed: String) -> [String] {
        typed.split { "\n\r,，、;；\t".contains($0) }.map { normalized(String($0)) }.filter { !$0.isEmpty }
    }
}
