import Web

/// Changes of the members' counters, gathered over a turn and written once for each counter.
struct CountChange {
    private struct Key: Hashable {
        let unit: ID<Unit>
        let path: String
        let state: MembershipState
        let employment: Employment
    }

    private var changes: [Key: Int] = [:]

    mutating func add(
        _ change: Int, unit: ID<Unit>, path: String, _ state: MembershipState, _ employment: Employment
    ) {
        changes[Key(unit: unit, path: path, state: state, employment: employment), default: 0] += change
    }

    /// In one order always, so that two turns at once do not wait for each other in a ring.
    func write(in tx: Transaction) throws {
        let sorted = changes.sorted { a, b in
            (a.key.path, a.key.state.rawValue, a.key.employment.rawValue)
                < (b.key.path, b.key.state.rawValue, b.key.employment.rawValue)
        }
        for (key, change) in sorted where change != 0 {
            try MemberCount.add(change, unit: key.unit, path: key.path, key.state, key.employment, in: tx)
        }
    }
}
