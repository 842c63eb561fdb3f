public import Web

extension Cluster: Record {
    public static let columns: SQL =
        "c.id, c.unit_id, c.kind, c.name, c.note, c.from_day, c.until_day, c.paper, c.version"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        name = try row.read("name")
        note = try row.read("note")
        from = try row.read("from_day")
        until = try row.read("until_day")
        paper = try row.read("paper")
        version = try row.read("version")
    }

    /// A cluster that is kept within the officer's reach or above it; otherwise it is missing.
    public static func find(_ id: ID<Cluster>, as officer: Officer, in tx: Transaction) throws -> Cluster {
        let cluster: Cluster? = try tx.first(
            """
            SELECT \(columns) FROM cluster c JOIN unit k ON k.id = c.unit_id
             WHERE c.id = \(id) AND \(officer.isConcerned(by: "k.path"))
            """)
        guard let cluster else { throw Refusal.missing }
        return cluster
    }

    /// One that the officer may change: kept where their permission holds.
    static func kept(_ id: ID<Cluster>, by officer: Officer, in tx: Transaction) throws -> Cluster {
        try kept(id, by: officer, .nothing, in: tx)
    }

    /// The same, its row locked until the commit.
    static func claim(_ id: ID<Cluster>, as officer: Officer, in tx: Transaction) throws -> Cluster {
        try kept(id, by: officer, .lockingRow, in: tx)
    }

    private static func kept(_ id: ID<Cluster>, by officer: Officer, _ lock: SQL, in tx: Transaction) throws -> Cluster
    {
        let cluster: Cluster? = try tx.first(
            """
            SELECT \(columns) FROM cluster c
             WHERE c.id = \(id) AND c.unit_id IN (SELECT k.id FROM unit k WHERE \(officer.sees("k.path")))\(lock)
            """)
        guard let cluster else { throw Refusal.missing }
        return cluster
    }

    package static func insert(_ draft: ClusterDraft, in unit: ID<Unit>, _ tx: Transaction) throws -> Cluster {
        let id: ID<Cluster> = tx.newID()
        try tx.run(
            """
            INSERT INTO cluster (id, unit_id, kind, name, note, from_day, until_day, paper, version)
            VALUES (\(id), \(unit), \(draft.kind), \(draft.name), \(draft.note), \(draft.from), \(draft.until),
                \(draft.paper), 1)
            """)
        return Cluster(
            id: id, unit: unit, kind: draft.kind, name: draft.name, note: draft.note, from: draft.from,
            until: draft.until, paper: draft.paper, version: 1)
    }

    /// Takes name, end of term, paper and note over, unless somebody else changed the cluster since `version`. Spells that end
    /// with the term end with the new one.
    func update(_ draft: ClusterDraft, version: Int, in tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE cluster SET name = \(draft.name), note = \(draft.note), paper = \(draft.paper), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
        if draft.until != until { try setEnd(draft.until, in: tx) }
    }

    /// Ends the cluster with all in it; the day is its last.
    func end(on day: Day, in tx: Transaction) throws {
        guard day >= from else { throw Problem.endsBeforeItBegins }
        if let until, until <= day { throw Problem.ended(until) }
        try tx.run("UPDATE cluster SET version = version + 1 WHERE id = \(id)")
        try setEnd(day, in: tx)
    }

    /// The day becomes the last of the cluster, and of every spell that lasted to its end or beyond the day.
    private func setEnd(_ day: Day?, in tx: Transaction) throws {
        let far = Day(number: 2_000_000)
        let later: Day?? = try tx.value(
            """
            SELECT max(t.from_day) FROM (SELECT from_day FROM cluster_member WHERE cluster_id = \(id)
                UNION ALL SELECT from_day FROM cluster_lead WHERE cluster_id = \(id)) t
            """)
        if let later = later ?? nil, later > day ?? far { throw Problem.hasLater(day ?? far) }
        let lasting: SQL = """
            cluster_id = \(id) AND (until_day IS NULL OR until_day = \(until) OR until_day > \(day ?? far))
            """
        try tx.run("UPDATE cluster SET until_day = \(day) WHERE id = \(id)")
        try tx.run("UPDATE cluster_member SET until_day = \(day) WHERE \(lasting)")
        try tx.run("UPDATE cluster_lead SET until_day = \(day) WHERE \(lasting)")
    }
}

extension ClusterMember: Record {
    public static let columns: SQL = """
        m.id, m.cluster_id, m.unit_id, m.from_day, m.until_day, m.ended_why, u.name AS unit_name
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        cluster = try row.read("cluster_id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        from = try row.read("from_day")
        until = try row.read("until_day")
        why = try row.read("ended_why")
    }

    /// The spells of a cluster's members, past ones too, in the order of the tree.
    static func all(of cluster: ID<Cluster>, in tx: Transaction) throws -> [ClusterMember] {
        try tx.all(
            """
            SELECT \(columns) FROM cluster_member m JOIN unit u ON u.id = m.unit_id
             WHERE m.cluster_id = \(cluster) ORDER BY u.path, m.from_day
            """)
    }

    /// One spell; the caller asks whose its cluster is.
    static func find(_ id: ID<ClusterMember>, in tx: Transaction) throws -> ClusterMember {
        let member: ClusterMember? = try tx.first(
            "SELECT \(columns) FROM cluster_member m JOIN unit u ON u.id = m.unit_id WHERE m.id = \(id)")
        guard let member else { throw Refusal.missing }
        return member
    }

    /// Those at its lead, the latest first.
    static func leads(of cluster: ID<Cluster>, in tx: Transaction) throws -> [ClusterMember] {
        try tx.all(
            """
            SELECT \(columns) FROM cluster_lead m JOIN unit u ON u.id = m.unit_id
             WHERE m.cluster_id = \(cluster) ORDER BY m.from_day DESC
            """)
    }
}

extension Cluster {
    /// A unit enters from a day to the end of the term. The database refuses a second cluster of the kind on any day.
    package func enter(_ unit: UnitEntry, from day: Day, in tx: Transaction) throws {
        guard isOpen(on: day) else { throw Problem.outsideTerm }
        guard kind.takes(unit.level, unit.kind), unit.state != .dissolved else {
            throw Problem.doesNotFit(unit.shortName)
        }
        let last: LastSpell? = try tx.first(
            """
            SELECT m.until_day, c.name FROM cluster_member m JOIN cluster c ON c.id = m.cluster_id
             WHERE m.unit_id = \(unit.id) AND m.kind = \(kind) ORDER BY m.from_day DESC LIMIT 1
            """)
        if let last, last.until.map({ $0 >= day }) ?? true {
            throw Problem.inAnother(unit: unit.shortName, cluster: last.cluster, until: last.until)
        }
        let id: ID<ClusterMember> = tx.newID()
        try tx.run(
            """
            INSERT INTO cluster_member (id, cluster_id, unit_id, kind, from_day, until_day, after_day)
            VALUES (\(id), \(self.id), \(unit.id), \(kind), \(day), \(until), \(last?.until))
            """)
    }

    /// A unit takes the lead from a day on; the one before it led to the day before.
    package func hand(to unit: ID<Unit>, from day: Day, in tx: Transaction) throws {
        guard isOpen(on: day) else { throw Problem.outsideTerm }
        let isMember: Int =
            try tx.value(
                """
                SELECT count(*) FROM cluster_member WHERE cluster_id = \(id) AND unit_id = \(unit) AND from_day <= \(day)
                   AND (until_day IS NULL OR until_day >= \(day))
                """) ?? 0
        guard isMember == 1 else { throw Problem.notMember }
        let last = try ClusterMember.leads(of: id, in: tx).first
        if let last, last.from >= day { throw Problem.leadsSince(last.from) }
        var after = last?.until
        if let last, after.map({ $0 >= day }) ?? true {
            after = day.adding(days: -1)
            try tx.run("UPDATE cluster_lead SET until_day = \(after) WHERE id = \(last.id)")
        }
        let new: ID<ClusterMember> = tx.newID()
        try tx.run(
            """
            INSERT INTO cluster_lead (id, cluster_id, unit_id, from_day, until_day, after_day)
            VALUES (\(new), \(id), \(unit), \(day), \(until), \(after))
            """)
    }

    /// A unit leaves; the day is its last. The lead is handed over first.
    func leave(_ member: ClusterMember, on day: Day, in tx: Transaction) throws {
        guard day >= member.from else { throw Problem.endsBeforeItBegins }
        if let until = member.until, day > until { throw Problem.outsideTerm }
        let leads: Int =
            try tx.value(
                """
                SELECT count(*) FROM cluster_lead WHERE cluster_id = \(id) AND unit_id = \(member.unit)
                   AND (until_day IS NULL OR until_day > \(day))
                """) ?? 0
        guard leads == 0 else { throw Problem.isLead }
        try tx.run("UPDATE cluster_member SET until_day = \(day) WHERE id = \(member.id)")
    }
}

/// The last spell of a unit in clusters of a kind.
private struct LastSpell: Record {
    let until: Day?
    let cluster: String

    static let columns: SQL = "m.until_day, c.name"

    init(_ row: borrowing Row) throws {
        until = try row.read("until_day")
        cluster = try row.read("name")
    }
}
