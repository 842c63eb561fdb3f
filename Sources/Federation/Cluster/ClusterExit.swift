import Web

/// A unit's time in a cluster that an act on units ends: the unit is no more, or stands no longer below the union that keeps the
/// cluster. Its last day there, and at the lead, is the one before the act.
struct ClusterExit: Record, Equatable, Sendable {
    let cluster: ID<Cluster>
    let clusterName: String
    let kind: ClusterKind
    /// The union that keeps the cluster, in whose chain the end is written.
    let keeper: ID<Unit>
    let unit: ID<Unit>
    let unitName: String
    /// Whether the lead ends with it, so that the cluster is left without one.
    let isLead: Bool

    static let columns: SQL = "c.id, c.name, c.kind, c.unit_id AS keeper_id, m.unit_id, u.short_name"

    init(_ row: borrowing Row) throws {
        cluster = try row.read("id")
        clusterName = try row.read("name")
        kind = try row.read("kind")
        keeper = try row.read("keeper_id")
        unit = try row.read("unit_id")
        unitName = try row.read("short_name")
        let leads: Int = try row.read("leads")
        isLead = leads > 0
    }

    /// What ends from a day on when these units are no more.
    static func all(ending units: [ID<Unit>], on day: Day, in tx: Transaction) throws -> [ClusterExit] {
        guard !units.isEmpty else { return [] }
        return try all("m.unit_id \(anyOf: units)", on: day, in: tx)
    }

    /// What ends when a unit with all below it comes under another parent: clusters whose keeper stands above it no longer.
    static func all(
        moving unit: UnitEntry, under parent: UnitEntry, on day: Day, in tx: Transaction
    ) throws -> [ClusterExit] {
        let lost = Set(UnitEntry.paths(above: unit.path)).subtracting(
            UnitEntry.paths(above: parent.path) + [parent.path])
        guard !lost.isEmpty else { return [] }
        return try all(
            """
            u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path))
               AND c.unit_id IN (SELECT k.id FROM unit k WHERE k.path \(anyOf: lost.sorted()))
            """, on: day, in: tx)
    }

    private static func all(_ which: SQL, on day: Day, in tx: Transaction) throws -> [ClusterExit] {
        let lasting: SQL = "(m.until_day IS NULL OR m.until_day >= \(day))"
        let found: [ClusterExit] = try tx.all(
            """
            SELECT \(columns),
                (SELECT count(*) FROM cluster_lead l WHERE l.cluster_id = c.id AND l.unit_id = m.unit_id
                    AND (l.until_day IS NULL OR l.until_day >= \(day))) AS leads
              FROM cluster_member m JOIN cluster c ON c.id = m.cluster_id JOIN unit u ON u.id = m.unit_id
             WHERE \(which) AND \(lasting) ORDER BY c.id, u.path, m.from_day
            """)
        var seen: [ClusterExit] = []
        for exit in found where !seen.contains(exit) { seen.append(exit) }
        return seen
    }

    /// `“东城”离开片组“第一片组”`
    var words: String { "“\(unitName)”\(isLead ? "不再任组长单位，" : "")离开片组“\(clusterName)”" }

    /// Ends it. `why` says what ended it, as the cluster's page tells it.
    func carryOut(on day: Day, _ why: String, in tx: Transaction) throws {
        try ClusterChain.member(unit, kind).end(unit: unit, in: cluster, on: day, why, in: tx)
        if isLead { try ClusterChain.lead(cluster).end(unit: unit, in: cluster, on: day, why, in: tx) }
        try tx.run("UPDATE cluster SET version = version + 1 WHERE id = \(cluster)")
    }
}

/// Spells that hang in one chain, each naming the end of the one before: of a unit in clusters of a kind, or of a cluster's leads.
private enum ClusterChain {
    case member(ID<Unit>, ClusterKind)
    case lead(ID<Cluster>)

    private struct Link: Record {
        let id: ID<ClusterMember>
        let cluster: ID<Cluster>
        let unit: ID<Unit>
        let from: Day
        var until: Day?
        var why: String?

        static let columns: SQL = "id, cluster_id, unit_id, from_day, until_day, ended_why"

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            cluster = try row.read("cluster_id")
            unit = try row.read("unit_id")
            from = try row.read("from_day")
            until = try row.read("until_day")
            why = try row.read("ended_why")
        }
    }

    /// The spells of a unit in a cluster end the day before; those that begin later never were.
    func end(unit: ID<Unit>, in cluster: ID<Cluster>, on day: Day, _ why: String, in tx: Transaction) throws {
        var links: [Link] = try tx.all("SELECT \(Link.columns) FROM \(table) WHERE \(own) ORDER BY from_day")
        links.removeAll { $0.unit == unit && $0.cluster == cluster && $0.from >= day }
        for place in links.indices where links[place].unit == unit && links[place].cluster == cluster {
            guard links[place].until.map({ $0 >= day }) ?? true else { continue }
            links[place].until = day.adding(days: -1)
            links[place].why = why
        }
        // Every link names the one before it, so the chain is taken apart and put together again.
        try tx.run("DELETE FROM \(table) WHERE \(own)")
        var before: Day?
        for link in links {
            try write(link, after: before, in: tx)
            before = link.until
        }
    }

    private var table: SQL {
        switch self {
        case .member: "cluster_member"
        case .lead: "cluster_lead"
        }
    }

    private var own: SQL {
        switch self {
        case .member(let unit, let kind): "unit_id = \(unit) AND kind = \(kind)"
        case .lead(let cluster): "cluster_id = \(cluster)"
        }
    }

    private func write(_ link: Link, after: Day?, in tx: Transaction) throws {
        switch self {
        case .member(_, let kind):
            try tx.run(
                """
                INSERT INTO cluster_member (id, cluster_id, unit_id, kind, from_day, until_day, after_day, ended_why)
                VALUES (\(link.id), \(link.cluster), \(link.unit), \(kind), \(link.from), \(link.until), \(after), \(link.why))
                """)
        case .lead:
            try tx.run(
                """
                INSERT INTO cluster_lead (id, cluster_id, unit_id, from_day, until_day, after_day, ended_why)
                VALUES (\(link.id), \(link.cluster), \(link.unit), \(link.from), \(link.until), \(after), \(link.why))
                """)
        }
    }
}
