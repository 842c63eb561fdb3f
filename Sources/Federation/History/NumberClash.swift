import Web

/// A number (工号) that two members would share in one base union after a merger.
struct NumberClash: Record, Equatable, Sendable {
    let spell: ID<Membership>
    let person: ID<Person>
    let name: String
    let number: String
    let unit: ID<Unit>
    let unitName: String
    let unitPath: String
    let base: ID<Unit>

    static let columns: SQL = """
        m.id, m.person_id, n.name, m.number, m.unit_id, u.short_name AS unit_name, m.unit_path, m.base_id
        """

    init(_ row: borrowing Row) throws {
        spell = try row.read("id")
        person = try row.read("person_id")
        name = try row.read("name")
        number = try row.read("number")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        base = try row.read("base_id")
    }

    /// How many a page shows.
    static let most = 200

    /// One line for each member whose number another of the merging ones has too, by number; who keeps it stands first.
    static func all(in merger: Merger, _ tx: Transaction) throws -> [NumberClash] {
        let parts = merger.sources.map { Reach(unitPath: $0.path, hasDescent: true).holds("m.unit_path") }
        var concerned = SQL.joined(parts, by: " OR ")
        var base: ID<Unit>?
        if case .existing(let unit) = merger.target { base = try unit.base(in: tx) }
        if case .founded(let draft, let parent) = merger.target, draft.level != .base { base = try parent.base(in: tx) }
        if let base { concerned = "\(concerned) OR m.base_id = \(base)" }
        let ordinary: SQL = "m.until_day IS NULL AND m.number IS NOT NULL AND (\(concerned))"
        let found: [NumberClash] = try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN person n ON n.id = m.person_id JOIN unit u ON u.id = m.unit_id
             WHERE \(ordinary) AND m.number IN
                (SELECT m.number FROM membership m WHERE \(ordinary) GROUP BY m.number HAVING count(*) > 1)
             ORDER BY m.number, m.id
            """)
        let rank = Dictionary(
            merger.sources.enumerated().map { ($0.element.path, $0.offset + 1) }, uniquingKeysWith: min)
        func place(_ clash: NumberClash) -> Int {
            rank.first { clash.unitPath.hasPrefix($0.key) }?.value ?? 0
        }
        return found.sorted { ($0.number, place($0), $0.spell.raw) < ($1.number, place($1), $1.spell.raw) }
    }

    /// Gives every member but the first of each number a new one: the code of their base union, a dash, and the old one.
    static func settle(_ clashes: [NumberClash], in tx: Transaction) throws {
        let changing = changing(clashes)
        let codes = try codes(of: changing, in: tx)
        for clash in changing {
            guard let code = codes[clash.base] else { throw Problem.noCode(clash.unitName) }
            let number = "\(code)-\(clash.number)"
            try guarding(tx) {
                try tx.run("UPDATE membership SET number = \(number) WHERE id = \(clash.spell)")
            }
            try MemberNews(
                of: tx.values("SELECT person_id FROM membership WHERE id = \(clash.spell) AND until_day IS NULL")
            ).announce(in: tx)
            try MemberSearch.forget(clash.spell, in: tx)
            try MemberSearch.learn(clash.spell, name: clash.name, number: number, in: tx)
        }
    }

    /// Those who cannot keep their number: all but the first of each.
    static func changing(_ clashes: [NumberClash]) -> [NumberClash] {
        zip(clashes.dropFirst(), clashes).filter { $0.number == $1.number }.map(\.0)
    }

    /// The codes of base unions.
    static func codes(of clashes: [NumberClash], in tx: Transaction) throws -> [ID<Unit>: String] {
        var codes: [ID<Unit>: String] = [:]
        try tx.each(
            "SELECT id, code FROM unit WHERE id \(anyOf: Set(clashes.map(\.base)).sorted()) AND code IS NOT NULL"
        ) { row in codes[try row.read("id")] = try row.read("code") }
        return codes
    }

    /// Runs a change of numbers; one that is taken is told in words.
    @discardableResult
    static func guarding<Result>(_ tx: Transaction, _ body: () throws -> Result) throws -> Result {
        do {
            return try tx.attempt(body)
        } catch StoreProblem.notUnique {
            throw Problem.taken
        }
    }

    enum Problem: Explained, Equatable {
        case noCode(String)
        case taken

        var words: String {
            switch self {
            case .noCode(let name): "“\(name)”没有单位代码，重复的工号不能用代码作前缀。请先填写单位代码，或逐个改好工号。"
            case .taken: "合并后有会员的工号相同，请先改好工号，或选择给重复的工号加上单位代码。"
            }
        }
    }
}
