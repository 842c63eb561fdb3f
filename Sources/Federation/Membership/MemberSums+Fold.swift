import Web

extension MemberSums {
    /// A change that waits, with the unit that it belongs to.
    private struct Change: Record {
        let unit: ID<Unit>
        let state: MembershipState
        let employment: Employment
        let change: Int

        static let columns: SQL = "unit_id, state, employment, change"

        init(_ row: borrowing Row) throws {
            unit = try row.read("unit_id")
            state = try row.read("state")
            employment = try row.read("employment")
            change = try row.read("change")
        }
    }

    private struct Key: Hashable, Comparable {
        let path: String
        let state: MembershipState
        let employment: Employment

        static func < (one: Key, other: Key) -> Bool {
            (one.path, one.state.rawValue, one.employment.rawValue)
                < (other.path, other.state.rawValue, other.employment.rawValue)
        }
    }

    /// Adds the oldest changes to the sums of their units and of all above, and gives their number.
    @discardableResult
    static func fold(most: Int, in tx: Transaction) throws -> Int {
        try hold(tx)
        let changes: [Change] = try tx.all(
            """
            DELETE FROM member_change WHERE id IN (SELECT id FROM member_change ORDER BY id LIMIT \(most))
            RETURNING \(Change.columns)
            """)
        guard !changes.isEmpty else { return 0 }
        let paths = try places("id \(anyOf: Array(Set(changes.map(\.unit))))", tx)
        let pathOf = Dictionary(uniqueKeysWithValues: paths.map { ($0.value, $0.key) })
        var sums: [Key: Int] = [:]
        for change in changes {
            guard let path = pathOf[change.unit] else { continue }
            for place in UnitEntry.paths(above: path) + [path] {
                sums[Key(path: place, state: change.state, employment: change.employment), default: 0] += change.change
            }
        }
        try add(sums.filter { $0.value != 0 }, tx)
        return changes.count
    }

    private static func add(_ sums: [Key: Int], _ tx: Transaction) throws {
        let units = try places("path \(anyOf: Array(Set(sums.keys.map(\.path))))", tx)
        for (key, change) in sums.sorted(by: { $0.key < $1.key }) {
            guard let unit = units[key.path] else { continue }
            try tx.run(
                """
                INSERT INTO member_sum (unit_id, state, employment, members)
                VALUES (\(unit), \(key.state), \(key.employment), \(change))
                ON CONFLICT (unit_id, state, employment) DO UPDATE SET members = member_sum.members + excluded.members
                """)
        }
    }

    private static func places(_ which: SQL, _ tx: Transaction) throws -> [String: ID<Unit>] {
        var found: [String: ID<Unit>] = [:]
        try tx.each("SELECT id, path FROM unit WHERE \(which)") { row in
            found[try row.read("path")] = try row.read("id")
        }
        return found
    }

    /// Where the sums and what waits do not come to what the counters of the units do.
    static func flaws(in tx: Transaction) throws -> [String] {
        let paths = Dictionary(uniqueKeysWithValues: try places("path <> ''", tx).map { ($0.value, $0.key) })
        var wanting: [Key: Int] = [:]
        func tell(_ sign: Int, _ change: Change, isSpread: Bool) {
            guard let path = paths[change.unit] else { return }
            for place in (isSpread ? UnitEntry.paths(above: path) : []) + [path] {
                let key = Key(path: place, state: change.state, employment: change.employment)
                wanting[key, default: 0] += sign * change.change
            }
        }
        let counts: [Change] = try tx.all("SELECT unit_id, state, employment, members AS change FROM member_count")
        let waiting: [Change] = try tx.all("SELECT \(Change.columns) FROM member_change")
        let sums: [Change] = try tx.all("SELECT unit_id, state, employment, members AS change FROM member_sum")
        for count in counts { tell(1, count, isSpread: true) }
        for change in waiting { tell(-1, change, isSpread: true) }
        for sum in sums { tell(-1, sum, isSpread: false) }
        return wanting.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { key, missing in
            "合计与各单位计数不符（路径、状态、用工形式、相差）：\(key.path) \(key.state.rawValue) \(key.employment.rawValue) \(missing)"
        }
    }
}
