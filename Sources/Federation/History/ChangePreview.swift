import Vault
import Web

/// Exactly what a planned act would change, as things are now: units, members, posts, numbers that collide, and what stands
/// against it.
struct ChangePreview {
    let change: UnitChange
    let unit: UnitEntry
    /// Nil when what was typed cannot be read as an act any more.
    let act: PlannedAct?
    var effects: [Effect] = []
    var posts: [EndingPost] = []
    var clashes: [NumberClash] = []
    /// Places in clusters that end with it.
    var exits: [ClusterExit] = []
    /// Groups that mean other units afterwards.
    var touches: [GroupTouch] = []
    /// Who goes to each new unit of a split.
    var people: [SplitPeople] = []
    var notes: [String] = []
    private(set) var obstacles: [String] = []

    /// What happens to one unit.
    struct Effect: Sendable {
        let name: String
        let words: String
        /// Members of the unit with all below it, before; nil for one that is not there yet.
        let before: Int?
        let after: Int?
        /// Units that pass over, by name.
        var units: [String] = []
    }

    init(
        of change: UnitChange, _ unit: UnitEntry, as officer: Officer, isLocking: Bool = false, in tx: Transaction
    ) throws {
        self.change = change
        self.unit = unit
        do {
            act = try PlannedAct(
                change.kind, Form(fields: change.typed), of: unit, as: officer, isLocking: isLocking, in: tx)
        } catch let flaws as Flaws {
            act = nil
            obstacles = flaws.all.map(\.words)
            return
        } catch let problem as any Explained {
            act = nil
            obstacles = [problem.words]
            return
        }
        switch act {
        case .rename(let name, let short): try look(name, short, tx)
        case .merge(let merger): try look(merger, officer, tx)
        case .split(let split): try look(split, officer, tx)
        case .move(let parent): try look(movingUnder: parent, as: officer, in: tx)
        case .dissolve: try lookAtEnd(as: officer, in: tx)
        case nil: break
        }
    }

    /// In a sentence, for the audit.
    var words: String {
        switch act {
        case .rename(let name, _): "“\(unit.name)”更名为“\(name)”，自 \(change.on) 起"
        case .merge(let merger):
            "\(merger.sources.map { "“\($0.name)”" }.joined(separator: "、"))合并为“\(name(of: merger.target))”，自 \(change.on) 起"
        case .split(let split):
            "“\(unit.name)”分立出\(split.shares.map { "“\($0.draft.name)”" }.joined(separator: "、"))，自 \(change.on) 起"
        case .move(let parent): "“\(unit.name)”移到“\(parent.name)”下面，自 \(change.on) 起"
        case .dissolve: "撤销“\(unit.name)”，自 \(change.on) 起"
        case nil: ""
        }
    }

    /// Says whether anything that is shown has changed: numbers and versions, digested.
    var stamp: String {
        let versions = act?.units(unit).map { "\($0.id) \($0.version) \($0.path)" } ?? []
        let counts = effects.map { "\($0.before ?? 0) \($0.after ?? 0) \($0.units)" }
        let beside = exits.map { "\($0.cluster) \($0.unit) \($0.isLead)" } + touches.map(\.words)
        let all = versions + counts + posts.map { "\($0.id)" } + clashes.map { "\($0.spell) \($0.number)" } + beside
        return String(Digest.of(all.joined(separator: "\n")).hex.prefix(24))
    }

    func name(of target: Merger.Target) -> String {
        switch target {
        case .existing(let unit): unit.name
        case .founded(let draft, _): draft.name
        }
    }

    mutating func object(_ words: String?) {
        if let words, !obstacles.contains(words) { obstacles.append(words) }
    }

    private mutating func look(_ name: String, _ short: String, _ tx: Transaction) throws {
        let since = try UnitSpell.nameSince(unit, in: tx)
        if change.on < since { object(UnitEntry.Problem.namedLater(unit.name, since).words) }
        let members = try unit.membersBelow(in: tx)
        effects = [Effect(name: unit.name, words: "改称“\(name)”，简称“\(short)”", before: members, after: members)]
        let same: Int =
            try tx.value("SELECT count(*) FROM unit WHERE name = \(name) AND id <> \(unit.id) AND state <> 'dissolved'")
            ?? 0
        if same > 0 { notes.append("已经有单位叫“\(name)”，同名容易弄混。") }
        notes.append("\(change.on) 以前的名册、职务和统计仍用原来的名称；按原名查找也能找到它。")
    }

    private mutating func look(_ merger: Merger, _ officer: Officer, _ tx: Transaction) throws {
        let day = change.on
        for source in merger.sources {
            object(try objection { try source.mustStand(since: day, in: tx) })
            object(try objection { try source.refuseLaterAct(than: day, in: tx) })
        }
        if case .existing(let target) = merger.target {
            object(try objection { try target.mustStand(since: day, in: tx) })
        }
        if case .founded(_, let parent) = merger.target {
            object(try objection { try parent.mustStand(since: day, in: tx) })
        }
        let name = name(of: merger.target)
        var total = 0
        for source in merger.sources {
            let members = try source.membersBelow(in: tx)
            total += members
            effects.append(
                Effect(
                    name: source.name, words: "撤销，会员和下级单位归“\(name)”", before: members, after: 0,
                    units: try source.standingChildren(in: tx).map(\.shortName)))
        }
        switch merger.target {
        case .existing(let target):
            let members = try target.membersBelow(in: tx)
            effects.append(Effect(name: name, words: "保留", before: members, after: members + total))
        case .founded: effects.append(Effect(name: name, words: "新成立", before: nil, after: total))
        }
        posts = try EndingPost.all(in: merger.sources.map(\.id), on: change.on, tx)
        try lookAround(merger, officer, tx)
        clashes = try NumberClash.all(in: merger, tx)
        if !clashes.isEmpty { try judgeClashes(merger, tx) }
        notes.append("\(change.on) 以前的人数仍记在原来的单位。来源单位的职务到 \(change.on.adding(days: -1)) 为止，新单位的职务要另行任命。")
    }

    private mutating func judgeClashes(_ merger: Merger, _ tx: Transaction) throws {
        guard merger.isNumbering else {
            obstacles.append("合并后有 \(Set(clashes.map(\.number)).count) 个工号重复。请先逐个改好，或返回修改，选择给重复的工号加上单位代码。")
            return
        }
        let changing = NumberClash.changing(clashes)
        let codes = try NumberClash.codes(of: changing, in: tx)
        for clash in changing where codes[clash.base] == nil {
            obstacles.append(NumberClash.Problem.noCode(clash.unitName).words)
            return
        }
        notes.append("重复的工号：排在后面的会员改为“单位代码-原工号”。")
    }

    private mutating func look(_ split: Split, _ officer: Officer, _ tx: Transaction) throws {
        let day = change.on
        let source = split.source
        object(try objection { try source.mustStand(since: day, in: tx) })
        if split.isEnding { object(try objection { try source.refuseLaterAct(than: day, in: tx) }) }
        let whole = try source.membersBelow(in: tx)
        let own: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership
                 WHERE unit_id = \(source.id) AND until_day IS NULL AND state IN ('active', 'retained')
                """) ?? 0
        let named = split.shares.reduce(0) { $0 + $1.people.count }
        var gone = 0
        for (index, share) in split.shares.enumerated() {
            for unit in share.units { object(try objection { try unit.mustStand(since: day, in: tx) }) }
            let below = try share.units.reduce(0) { try $0 + $1.membersBelow(in: tx) }
            let members = below + share.people.count + (split.rest == index ? own - named : 0)
            gone += members
            effects.append(
                Effect(
                    name: share.draft.name, words: "新成立", before: nil, after: members,
                    units: share.units.map(\.shortName)))
        }
        let words = split.isEnding ? "撤销" : "保留"
        effects.insert(Effect(name: source.name, words: words, before: whole, after: whole - gone), at: 0)
        if split.isEnding { posts = try EndingPost.all(in: [source.id], on: change.on, tx) }
        people = try SplitPeople.all(split, change, in: tx)
        try lookAround(split, officer, tx)
        notes.append("\(change.on) 以前的人数仍记在“\(source.shortName)”。新单位的职务要另行任命。")
    }

    var json: JSON {
        let lines = effects.map { effect -> JSON in
            [
                "name": JSON(effect.name), "what": JSON(effect.words),
                "before": effect.before.map { JSON($0) } ?? .null,
                "after": effect.after.map { JSON($0) } ?? .null, "units": .array(effect.units.map { JSON($0) }),
            ]
        }
        return [
            "change": change.json, "effects": .array(lines), "obstacles": .array(obstacles.map { JSON($0) }),
            "stamp": JSON(stamp),
            "clashes": .array(clashes.map { ["name": JSON($0.name), "number": JSON($0.number)] }),
            "posts": .array(posts.map { ["name": JSON($0.personName), "kind": JSON($0.kind.rawValue)] }),
            "clusters": .array(
                exits.map {
                    ["cluster": JSON($0.cluster), "unit": JSON($0.unit), "was_lead": .bool($0.isLead)]
                }),
            "groups": .array(touches.map { JSON($0.words) }),
        ]
    }
}

/// What a rule says against it, in words; nil when it holds.
func objection(_ rule: () throws -> Void) throws -> String? {
    do {
        try rule()
        return nil
    } catch let problem as any Explained {
        return problem.words
    }
}

/// A post that ends with its unit.
struct EndingPost: Record, Sendable {
    let id: ID<Post>
    let kind: PostKind
    let personName: String
    let unitName: String

    static let columns: SQL = "p.id, p.kind, n.name, u.short_name"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        kind = try row.read("kind")
        personName = try row.read("name")
        unitName = try row.read("short_name")
    }

    /// Posts of units that would still be held on a day.
    static func all(in units: [ID<Unit>], on day: Day, _ tx: Transaction) throws -> [EndingPost] {
        try tx.all(
            """
            SELECT \(columns) FROM post p JOIN person n ON n.id = p.person_id JOIN unit u ON u.id = p.unit_id
             WHERE p.unit_id \(anyOf: units) AND (p.until_day IS NULL OR p.until_day >= \(day)) ORDER BY u.path, p.id
            """)
    }
}
