import Federation
import Web

/// Where the subjects of one turn of changes are now, and where followers were last told that they are: so that those whom
/// they left are told too.
struct ChangePlaces {
    private var now: [Int64: ID<Unit>] = [:]
    private var before: [Int64: ID<Unit>] = [:]
    private var parents: [Int64: ID<Unit>?] = [:]
    private var parentsBefore: [Int64: ID<Unit>?] = [:]
    private var posts: [Int64: ID<Unit>] = [:]

    init(_ waiting: [ChangeFeed.Waiting], in tx: Transaction) throws {
        let people = subjects(of: .member, waiting), units = subjects(of: .unit, waiting)
        let posts = subjects(of: .post, waiting)
        if !people.isEmpty { try findPeople(people, in: tx) }
        if !units.isEmpty { try findUnits(units, in: tx) }
        if !posts.isEmpty {
            try tx.each("SELECT id, unit_id FROM post WHERE id \(anyOf: posts)") { row in
                self.posts[try row.read("id")] = try row.read("unit_id")
            }
        }
    }

    private func subjects(of kind: Change.Kind, _ waiting: [ChangeFeed.Waiting]) -> [Int64] {
        Set(waiting.filter { $0.meaning.kind == kind }.map(\.subject)).sorted()
    }

    private mutating func findPeople(_ people: [Int64], in tx: Transaction) throws {
        var ended: [Int64: (until: String, unit: ID<Unit>)] = [:]
        try tx.each("SELECT person_id, unit_id, until_day FROM membership WHERE person_id \(anyOf: people)") { row in
            let person: Int64 = try row.read("person_id")
            let unit: ID<Unit> = try row.read("unit_id")
            let until: String? = try row.read("until_day")
            guard let until else {
                now[person] = unit
                return
            }
            if until > ended[person]?.until ?? "" { ended[person] = (until, unit) }
        }
        before = ended.mapValues(\.unit)
        try tx.each(
            """
            SELECT c.subject, c.unit_id FROM change_entry c
             WHERE c.kind = 'member' AND c.unit_id IS NOT NULL AND c.id IN (
                SELECT max(e.id) FROM change_entry e WHERE e.kind = 'member' AND e.subject \(anyOf: people)
                 GROUP BY e.subject)
            """
        ) { row in before[try row.read("subject")] = try row.read("unit_id") }
    }

    private mutating func findUnits(_ units: [Int64], in tx: Transaction) throws {
        try tx.each("SELECT id, parent_id FROM unit WHERE id \(anyOf: units)") { row in
            let parent: ID<Unit>? = try row.read("parent_id")
            parents[try row.read("id")] = .some(parent)
        }
        // Under which parent a unit was before the present one; what followers were told last counts more.
        var present: [Int64: ID<Unit>?] = [:]
        try tx.each(
            "SELECT unit_id, parent_id FROM unit_spell WHERE unit_id \(anyOf: units) ORDER BY unit_id, from_day"
        ) { row in
            let unit: Int64 = try row.read("unit_id")
            let parent: ID<Unit>? = try row.read("parent_id")
            if let last = present.updateValue(parent, forKey: unit) { parentsBefore[unit] = last }
        }
        try tx.each("SELECT unit_id, parent_id FROM change_parent WHERE unit_id \(anyOf: units)") { row in
            let parent: ID<Unit>? = try row.read("parent_id")
            parentsBefore[try row.read("unit_id")] = .some(parent)
        }
    }

    /// Where it is now, and what it left since followers were last told. A second change of the same turn left nothing more.
    mutating func place(of one: ChangeFeed.Waiting) -> (unit: ID<Unit>?, left: ID<Unit>?) {
        switch one.meaning.kind {
        case .post: return (posts[one.subject] ?? one.unit, nil)
        case .unit:
            guard let parent = parents[one.subject] else { return (one.unit, nil) }
            let old = parentsBefore.updateValue(parent, forKey: one.subject)
            let left = old.flatMap { $0 }
            return (ID(one.subject), left == parent ? nil : left)
        case .member:
            let old = before[one.subject]
            guard let unit = now[one.subject] else { return (old ?? one.unit, old) }
            before[one.subject] = unit
            return (unit, one.meaning.mayMove && old != unit ? old : nil)
        }
    }

    /// Remembers under which parent followers were told that the units are.
    func keepParents(in tx: Transaction) throws {
        for (unit, parent) in parents.sorted(by: { $0.key < $1.key }) {
            try tx.run(
                """
                INSERT INTO change_parent (unit_id, parent_id) VALUES (\(unit), \(parent))
                ON CONFLICT (unit_id) DO UPDATE SET parent_id = excluded.parent_id
                """)
        }
    }
}
