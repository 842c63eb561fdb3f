import Web

/// A name that a unit has or had: by its own history, or entered as an alias.
struct UnitName: Equatable, Sendable {
    let name: String
    let kind: Kind
    /// Nil when nobody knows.
    let from: Day?
    let until: Day?
    /// The alias that it is, which may be ended.
    let alias: ID<UnitAlias>?

    /// What kind of name it is.
    enum Kind: String, Sendable {
        case full
        case short
        case second
        case alias
        case former
        /// The name of a unit that merged into it.
        case merged

        var words: String {
            switch self {
            case .full: "全称"
            case .short: "简称"
            case .second: "第二名称"
            case .alias: "别名"
            case .former: "曾用名"
            case .merged: "并入单位的名称"
            }
        }
    }

    /// All names of a unit, present ones first. The caller has found the unit for its officer.
    static func all(of unit: UnitEntry, in tx: Transaction) throws -> [UnitName] {
        let spells = try UnitSpell.all(of: unit.id, in: tx)
        let aliases = try UnitAlias.all(of: unit.id, in: tx).map { alias in
            UnitName(
                name: alias.name, kind: alias.kind.asName, from: alias.from, until: alias.until, alias: alias.id)
        }
        let all = runs(spells, .full, \.name) + runs(spells, .short, \.shortName) + aliases
        return all.filter { $0.until == nil } + all.filter { $0.until != nil }.reversed()
    }

    /// Spells that follow each other under one name are one.
    private static func runs(_ spells: [UnitSpell], _ kind: Kind, _ name: (UnitSpell) -> String) -> [UnitName] {
        var runs: [UnitName] = []
        for spell in spells {
            let from = spell.from == UnitSpell.dawn ? nil : spell.from
            if let last = runs.last, last.name == name(spell) {
                runs[runs.count - 1] = UnitName(
                    name: last.name, kind: kind, from: last.from, until: spell.until, alias: nil)
            } else {
                runs.append(UnitName(name: name(spell), kind: kind, from: from, until: spell.until, alias: nil))
            }
        }
        return runs
    }

    /// `2019-09-01 至 2024-08-31`
    var days: String {
        switch (from, until) {
        case (nil, nil): ""
        case (let from?, nil): "\(from) 起"
        case (nil, let until?): "至 \(until)"
        case (let from?, let until?): "\(from) 至 \(until)"
        }
    }
}

/// The names of a unit, one a line.
func unitNameList(_ names: [UnitName]) -> HTML {
    "<ul class=\"rows\">\(each: names, unitNameLine)</ul>"
}

private func unitNameLine(_ name: UnitName) -> HTML {
    """
    <li class="row"><span class="t"><b>\(name.name)</b> \(tag(name.kind.words))\
    \(if: !name.days.isEmpty, "<br><small class=\"muted\">\(name.days)</small>")</span></li>
    """
}
