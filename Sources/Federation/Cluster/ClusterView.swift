import Web

/// A cluster as lists show it: who leads it and how many are in it on a day.
struct ClusterLine: Record, Equatable, Sendable {
    let cluster: Cluster
    let lead: String?
    let members: Int

    static let columns: SQL = .nothing

    /// The columns on a day.
    static func columns(on day: Day) -> SQL {
        """
        \(Cluster.columns),
        (SELECT x.short_name FROM cluster_lead l JOIN unit x ON x.id = l.unit_id
          WHERE l.cluster_id = c.id AND l.from_day <= \(day) AND (l.until_day IS NULL OR l.until_day >= \(day))) AS lead,
        (SELECT count(*) FROM cluster_member m
          WHERE m.cluster_id = c.id AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day >= \(day))) AS members
        """
    }

    init(_ row: borrowing Row) throws {
        cluster = try Cluster(row)
        lead = try row.read("lead")
        members = try row.read("members")
    }

    /// The clusters kept in a unit and above it, so far as they concern the officer.
    static func all(for unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [ClusterLine] {
        try tx.all(
            """
            SELECT \(columns(on: tx.today)) FROM cluster c JOIN unit k ON k.id = c.unit_id
             WHERE k.path \(anyOf: UnitEntry.paths(above: unit.path) + [unit.path]) AND \(officer.isConcerned(by: "k.path"))
             ORDER BY k.path, c.kind, c.from_day, c.id
            """)
    }

    /// The clusters that a unit is in on a day: at most one of a kind. The caller has found the unit for its officer.
    static func all(with unit: ID<Unit>, on day: Day, in tx: Transaction) throws -> [ClusterLine] {
        try tx.all(
            """
            SELECT \(columns(on: day)) FROM cluster c JOIN cluster_member n ON n.cluster_id = c.id
             WHERE n.unit_id = \(unit) AND n.from_day <= \(day) AND (n.until_day IS NULL OR n.until_day >= \(day))
             ORDER BY c.kind
            """)
    }

    var json: JSON {
        [
            "id": JSON(cluster.id), "name": JSON(cluster.name), "kind": JSON(cluster.kind.rawValue), "lead": JSON(lead),
            "members": JSON(members), "from": JSON(cluster.from), "until": JSON(cluster.until),
        ]
    }
}

/// A cluster as its page shows it on a day.
struct ClusterView: Sendable {
    let cluster: Cluster
    let keeper: UnitEntry
    let mayKeep: Bool
    let day: Day
    let today: Day
    let members: [ClusterMember]
    let leads: [ClusterMember]
    /// Units of it that the officer may open.
    private let reached: Set<ID<Unit>>

    init(_ id: ID<Cluster>, on day: Day, as officer: Officer, in tx: Transaction) throws {
        cluster = try Cluster.find(id, as: officer, in: tx)
        let keeper: UnitEntry? = try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE id = \(cluster.unit)")
        guard let keeper else { throw Refusal.missing }
        self.keeper = keeper
        self.day = day
        today = tx.today
        mayKeep = officer.may(.unitKeep, at: keeper.path)
        members = try ClusterMember.all(of: id, in: tx)
        leads = try ClusterMember.leads(of: id, in: tx)
        reached = Set(
            try tx.values(
                "SELECT id FROM unit WHERE id \(anyOf: members.map(\.unit)) AND \(officer.sees("path"))"))
    }

    /// The members of the day.
    var present: [ClusterMember] { members.filter { $0.holds(on: day) } }
    var lead: ClusterMember? { leads.first { $0.holds(on: day) } }

    func isLead(_ member: ClusterMember) -> Bool { lead?.unit == member.unit }
    func mayOpen(_ member: ClusterMember) -> Bool { reached.contains(member.unit) }

    /// Whether it has units and nobody leads them, today.
    var isLeaderless: Bool { day == today && lead == nil && !present.isEmpty && cluster.isOpen(on: today) }

    /// How it came to have no lead.
    var leadless: String {
        guard let last = leads.first(where: { ($0.until ?? today) < today }) else { return "这个片组还没有组长单位。" }
        let end = last.until.map { "到 \($0) 为止" } ?? ""
        return "原组长单位“\(last.unitName)”\(end)\(last.why.map { "（\($0)）" } ?? "")，现在没有组长单位。"
    }

    var crumbs: [Crumb] { [("片组", mayKeep ? Places.unitClusters(keeper.id) : nil), (cluster.name, nil)] }

    var onFile: [String: String] {
        [
            "name": cluster.name, "kind": cluster.kind.rawValue, "from_day": cluster.from.description,
            "until_day": cluster.until?.description ?? "", "paper": cluster.paper ?? "", "note": cluster.note ?? "",
            "version": String(cluster.version),
        ]
    }

    var json: JSON {
        [
            "id": JSON(cluster.id), "name": JSON(cluster.name), "kind": JSON(cluster.kind.rawValue), "day": JSON(day),
            "from": JSON(cluster.from), "until": JSON(cluster.until), "lead": JSON(lead?.unit),
            "members": .array(
                present.map { ["unit": JSON($0.unit), "name": JSON($0.unitName), "from": JSON($0.from)] }),
        ]
    }
}

/// Units that may enter a cluster: of its kind, below its keeper, in no cluster of the kind.
struct ClusterCandidates: Sendable {
    let units: [UnitLine]

    /// How many a list has at most.
    static let most = 400

    init(for view: ClusterView, as officer: Officer, in tx: Transaction) throws {
        let kind = view.cluster.kind, path = view.keeper.path
        let kinds = UnitKind.allCases.filter { one in UnitLevel.allCases.contains { kind.takes($0, one) } }
        let levels = UnitLevel.allCases.filter { level in UnitKind.allCases.contains { kind.takes(level, $0) } }
        units = try tx.all(
            """
            SELECT \(UnitLine.columns) FROM unit u
             WHERE u.path > \(path) AND u.path < \(Reach.end(of: path)) AND u.state <> 'dissolved' AND \(officer.sees("u.path"))
               AND u.level \(anyOf: levels.map(\.rawValue)) AND u.kind \(anyOf: kinds.map(\.rawValue))
               AND NOT EXISTS (SELECT 1 FROM cluster_member m WHERE m.unit_id = u.id AND m.kind = \(kind)
                                  AND (m.until_day IS NULL OR m.until_day >= \(tx.today)))
             ORDER BY u.path LIMIT \(Self.most)
            """)
    }
}
