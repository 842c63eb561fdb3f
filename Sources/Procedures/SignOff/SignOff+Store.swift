public import Federation
public import Web

extension SignOff: Record {
    public static let columns: SQL = """
        s.id, s.line, s.line_version, s.subject_kind, s.subject, s.title, s.unit_id, u.short_name AS unit_name,
        u.path AS unit_path, s.state, s.place, s.stages, s.holder_id, h.short_name AS holder_name, g.permission AS needs,
        s.since, s.days, s.filed_by, s.filed_at, s.version
        """

    static let joins: SQL = """
        JOIN unit u ON u.id = s.unit_id
          JOIN sign_off_stage g ON g.sign_off_id = s.id AND g.place = s.place LEFT JOIN unit h ON h.id = s.holder_id
        """

    static let tables: SQL = "sign_off s \(joins)"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        line = try row.read("line")
        lineVersion = try row.read("line_version")
        subjectKind = try row.read("subject_kind")
        subject = try row.read("subject")
        title = try row.read("title")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        state = try row.read("state")
        place = try row.read("place")
        stages = try row.read("stages")
        holder = try row.read("holder_id")
        holderName = try row.read("holder_name")
        needs = try row.read("needs")
        since = try row.read("since")
        days = try row.read("days")
        filedBy = try row.read("filed_by")
        filedAt = try row.read("filed_at")
        version = try row.read("version")
    }

    /// One that comes from a unit where the officer's permission holds; otherwise it is missing. The permission should be the
    /// line's `reads`.
    public static func find(_ id: ID<SignOff>, as officer: Officer, in tx: Transaction) throws -> SignOff {
        let found: SignOff? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE s.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The same, asked by the permission with which its line is read.
    static func find(
        _ id: ID<SignOff>, as officer: Officer, _ lines: SignOffLines, in tx: Transaction
    ) throws -> SignOff {
        let found = try find(id, as: officer, in: tx)
        guard let reader = officer.also(lines[found.line]?.reads ?? .unitSee), reader.reaches(found.unitPath) else {
            throw Refusal.missing
        }
        return found
    }

    /// These, in the order of their ids; whoever asks has found them before.
    package static func all(_ ids: [ID<SignOff>], in tx: Transaction) throws -> [SignOff] {
        try tx.all("SELECT \(columns) FROM \(tables) WHERE s.id \(anyOf: ids) ORDER BY s.id")
    }

    /// Sends a matter up the tree: the chain is made of the units above the one it comes from. Fails with `Problem` where there
    /// are none, or where the same matter is under way.
    public static func file(
        _ line: SignOffLine, _ subjectKind: StaticString, _ subject: Int64, _ title: String, from unit: UnitEntry,
        by person: ID<Person>, in tx: Transaction
    ) throws -> ID<SignOff> {
        let above: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit WHERE path \(anyOf: pathsAbove(unit.path)) ORDER BY path
            """)
        let chain = SignOffLine.chain(line.stages, above: above)
        guard let first = chain.first else { throw Problem.noChain(unit.shortName) }
        let kind = subjectKind.description
        let running: Int =
            try tx.value(
                """
                SELECT count(*) FROM sign_off
                 WHERE subject_kind = \(kind) AND subject = \(subject) AND state IN ('held', 'returned')
                """) ?? 0
        guard running == 0 else { throw Problem.running }
        let id: ID<SignOff> = tx.newID()
        try tx.run(
            """
            INSERT INTO sign_off (id, line, line_version, subject_kind, subject, title, unit_id, state, place, stages,
                holder_id, since, days, filed_by, filed_at, version)
            VALUES (\(id), \(line.name), \(line.version), \(kind), \(subject), \(title), \(unit.id), \(State.held), 0,
                \(chain.count), \(first.unit.id), \(tx.now), \(first.stage.days), \(person), \(tx.now), 1)
            """)
        var stages = Array(chain.enumerated())[...]
        try tx.load("sign_off_stage", ["sign_off_id", "place", "unit_id", "permission", "days"]) {
            guard let (place, link) = stages.popFirst() else { return nil }
            return [
                id.sqlValue, .integer(Int64(place)), link.unit.id.sqlValue, .text(link.stage.permission.name),
                .integer(Int64(link.stage.days)),
            ]
        }
        try SignOffStep.add([(id, .file)], at: unit.id, by: person, nil, in: tx)
        return id
    }

    /// The paths of all units above a path, highest first.
    static func pathsAbove(_ path: String) -> [String] {
        stride(from: 5, to: path.utf8.count, by: 5).map { String(path.prefix($0)) }
    }

    /// The units of its chain, in order.
    func chain(in tx: Transaction) throws -> [SignOffLink] {
        try tx.all(
            """
            SELECT \(SignOffLink.columns) FROM sign_off_stage g JOIN unit u ON u.id = g.unit_id
             WHERE g.sign_off_id = \(id) ORDER BY g.place
            """)
    }
}

/// A unit of a case's chain.
struct SignOffLink: Record, Sendable {
    let unit: ID<Unit>
    let name: String
    let level: UnitLevel
    let days: Int

    static let columns: SQL = "u.id, u.short_name, u.level, g.days"

    init(_ row: borrowing Row) throws {
        unit = try row.read("id")
        name = try row.read("short_name")
        level = try row.read("level")
        days = try row.read("days")
    }
}
