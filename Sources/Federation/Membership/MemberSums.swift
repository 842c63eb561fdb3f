import Web

/// How many current spells a unit has together with all units below it, by state and employment type.
///
/// A sum is a row for each unit, so the total of a federation costs what that of a school does. Writers never touch those rows:
/// the one of the root would be a queue for all of them. They leave a change, an insertion that waits for nobody; a duty folds
/// the changes into the sums of their unit and of all above it some seconds later. A reader adds what is not folded yet, so that
/// every total is exact at once. See `docs/decisions/0010-sums-by-changes.md`.
enum MemberSums {
    static let duty = "federation.members.fold"

    /// Seconds that changes wait to be folded together.
    private static let pause = 10
    /// Changes folded in one transaction.
    private static let turn = 2_000

    /// Folds what waits; its own turns are short, so that visits pass between them.
    static let kind = DutyKind(duty) { work, tx in
        let folded = try fold(most: turn, in: tx)
        return folded == turn ? .again(payload: "", done: work.done + folded, total: nil) : .done
    }

    /// Changes of units' counters, to be folded later.
    static func note(_ changes: [(key: CountChange.Counter, value: Int)], in tx: Transaction) throws {
        if changes.count == 1, let (counter, change) = changes.first.map({ ($0.key, $0.value) }) {
            try tx.run(
                """
                INSERT INTO member_change (id, unit_id, state, employment, change)
                VALUES (\(tx.newID(MemberCount.self)), \(counter.unit), \(counter.state), \(counter.employment), \(change))
                """)
        } else {
            var rest = changes[...]
            try tx.load("member_change", ["id", "unit_id", "state", "employment", "change"]) {
                rest.popFirst().map { counter, change in
                    [
                        tx.newID(MemberCount.self).sqlValue, counter.unit.sqlValue, counter.state.sqlValue,
                        counter.employment.sqlValue, change.sqlValue,
                    ]
                }
            }
        }
        try tx.laterUnlessWaiting(duty, at: tx.now.adding(seconds: pause))
    }

    /// The rows whose sum by state and type is what a unit has with all below: of the sums, and of changes not folded yet.
    static func rows(below path: String) -> SQL {
        """
        SELECT state, employment, members FROM member_sum WHERE unit_id = (SELECT id FROM unit WHERE path = \(path))
        UNION ALL
        SELECT c.state, c.employment, c.change AS members FROM member_change c WHERE \(isBelow(path))
        """
    }

    /// Whether a change belongs below a path. Its unit is asked for where it stands now, one look for each of the few changes;
    /// as a join the planner would read all units.
    private static func isBelow(_ path: String) -> SQL {
        "substr(\(place), 1, \(path.utf8.count)) = \(path)"
    }

    private static let place: SQL = "(SELECT u.path FROM unit u WHERE u.id = c.unit_id)"

    /// Members (在籍 and 保留会籍) of each child of a unit, with all below it, by the child's path.
    static func members(ofChildrenOf unit: UnitEntry, in tx: Transaction) throws -> [String: Int] {
        let length = unit.path.utf8.count + 5
        var found: [String: Int] = [:]
        try tx.each(
            """
            SELECT t.child, CAST(sum(t.members) AS bigint) AS members
              FROM (SELECT u.path AS child, s.members FROM unit u JOIN member_sum s ON s.unit_id = u.id
                     WHERE u.parent_id = \(unit.id) AND s.state IN ('active', 'retained')
                    UNION ALL
                    SELECT substr(\(place), 1, \(length)) AS child, c.change AS members FROM member_change c
                     WHERE \(isBelow(unit.path)) AND c.state IN ('active', 'retained')) t
             GROUP BY t.child
            """
        ) { row in found[try row.read("child")] = try row.read("members") }
        return found
    }

    /// Members (在籍 and 保留会籍) of each of some units, with all below it, by path: for a tree.
    static func members(of paths: [String], in tx: Transaction) throws -> [String: Int] {
        var found = Dictionary(paths.map { ($0, 0) }) { first, _ in first }
        try tx.each(
            """
            SELECT u.path, CAST(sum(s.members) AS bigint) AS members, 1 AS folded
              FROM unit u JOIN member_sum s ON s.unit_id = u.id
             WHERE u.path \(anyOf: paths) AND s.state IN ('active', 'retained') GROUP BY u.path
            UNION ALL
            SELECT \(place) AS path, c.change AS members, 0 AS folded FROM member_change c
             WHERE c.state IN ('active', 'retained')
            """
        ) { row in
            let path: String = try row.read("path"), members: Int = try row.read("members")
            let above = try row.read("folded") == 1 ? [] : UnitEntry.paths(above: path)
            for place in above + [path] where found[place] != nil { found[place, default: 0] += members }
        }
        return found
    }

    /// Takes a unit's sums from its old parent to its new one; call it before paths change. As changes they wait for nobody.
    static func move(_ unit: UnitEntry, to parent: UnitEntry, in tx: Transaction) throws {
        // No change may be folded along the old path once the sums are read.
        try hold(tx)
        let sums: [MemberCount] = try tx.all(
            "SELECT \(MemberCount.columns) FROM member_sum WHERE unit_id = \(unit.id) AND members <> 0")
        for sum in sums {
            func counter(_ unit: ID<Unit>) -> CountChange.Counter {
                CountChange.Counter(unit: unit, path: "", state: sum.state, employment: sum.employment)
            }
            if let old = unit.parent { try note([(counter(old), -sum.members)], in: tx) }
            try note([(counter(parent.id), sum.members)], in: tx)
        }
    }

    /// Those who fold and those who move take turns.
    static func hold(_ tx: Transaction) throws {
        try tx.run("UPDATE member_fold SET folds = folds + 1 WHERE id = 1")
    }
}
