import Web

/// Changes of the members' counters, gathered over a turn and written once for each counter.
struct CountChange {
    /// One counter.
    struct Counter: Hashable {
        let unit: ID<Unit>
        let path: String
        let state: MembershipState
        let employment: Employment
    }

    private var changes: [Counter: Int] = [:]

    mutating func add(
        _ change: Int, unit: ID<Unit>, path: String, _ state: MembershipState, _ employment: Employment
    ) {
        changes[Counter(unit: unit, path: path, state: state, employment: employment), default: 0] += change
    }

    /// In one order always, so that two turns at once do not wait for each other in a ring.
    func write(in tx: Transaction) throws {
        let sorted = changes.filter { $0.value != 0 }.sorted { a, b in
            (a.key.path, a.key.state.rawValue, a.key.employment.rawValue)
                < (b.key.path, b.key.state.rawValue, b.key.employment.rawValue)
        }
        guard !sorted.isEmpty else { return }
        try MemberSums.note(sorted, in: tx)
        try MemberCount.add(sorted, in: tx)
    }
}
