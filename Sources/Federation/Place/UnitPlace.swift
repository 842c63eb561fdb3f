public import Rulebook
public import Web

/// Where a union lies, by the six digits of GB/T 2260: rules of law are looked up by it. What a unit has holds for all below it that
/// have none of their own; a federation that never said so goes by the name of its highest union.
public struct UnitPlace: Sendable {
    /// Says where a unit lies; nil takes it away.
    public static func set(_ place: Jurisdiction?, of unit: ID<Unit>, in tx: Transaction) throws {
        guard let place else {
            try tx.run("DELETE FROM unit_place WHERE unit_id = \(unit)")
            return
        }
        try tx.run(
            """
            INSERT INTO unit_place (unit_id, place) VALUES (\(unit), \(place))
            ON CONFLICT (unit_id) DO UPDATE SET place = excluded.place
            """)
    }

    /// What a unit itself has on file.
    static func first(of unit: ID<Unit>, in tx: Transaction) throws -> Jurisdiction? {
        try tx.value("SELECT place FROM unit_place WHERE unit_id = \(unit)")
    }
}

extension UnitEntry {
    /// Where rules are asked for on behalf of this unit: its place, and the chain of unions down to it.
    public func locus(in tx: Transaction) throws -> Locus {
        let chain: [PlacedUnit] = try tx.all(
            """
            SELECT \(PlacedUnit.columns) FROM unit u LEFT JOIN unit_place l ON l.unit_id = u.id
             WHERE u.path \(anyOf: Self.paths(above: path) + [path]) ORDER BY u.path
            """)
        let place = chain.last { $0.place != nil }?.place ?? chain.first.flatMap { Jurisdiction.named(in: $0.name) }
        return Locus(
            place ?? .nation,
            steps: chain.map { Locus.Step($0.id, $0.level.asUnionLevel, name: $0.shortName) },
            school: (chain.last { $0.level == .base }?.kind ?? kind).asSchoolLevel)
    }

    /// The rules that hold for this unit: read once, then asked as often as a page likes.
    public func rules(in tx: Transaction) throws -> Rules { try Rules(at: locus(in: tx), in: tx) }

    /// The locus of a federation's highest union: for what is asked without a unit.
    public static func rootLocus(in tx: Transaction) throws -> Locus {
        let root: UnitEntry? = try tx.first(
            "SELECT \(columns) FROM unit WHERE parent_id IS NULL ORDER BY path LIMIT 1")
        return try root?.locus(in: tx) ?? Locus(.nation)
    }
}

/// A unit of a chain with the place it has on file.
private struct PlacedUnit: Record {
    let id: ID<Unit>
    let name: String
    let shortName: String
    let level: UnitLevel
    let kind: UnitKind
    let place: Jurisdiction?

    static let columns: SQL = "u.id, u.name, u.short_name, u.level, u.kind, l.place"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        name = try row.read("name")
        shortName = try row.read("short_name")
        level = try row.read("level")
        kind = try row.read("kind")
        place = try row.read("place")
    }
}

extension UnitLevel {
    /// The same level as rules tell it.
    public var asUnionLevel: UnionLevel {
        switch self {
        case .national: .national
        case .provincial: .provincial
        case .municipal: .municipal
        case .district: .district
        case .base: .base
        case .branch: .branch
        case .group: .group
        }
    }
}

extension UnitKind {
    /// The kind of school as rules tell it; nil where the unit is none, or may be of any kind.
    var asSchoolLevel: SchoolLevel? {
        switch self {
        case .university: .university
        case .vocational: .vocational
        case .school: .school
        case .industrial, .hospital, .privateSchool, .direct, .branch, .group: nil
        }
    }
}

extension UnitSource {
    /// The units of the register, for the rulebook's pages.
    public static let register = UnitSource { id, officer, tx in
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        let above = try UnitEntry.above(unit, as: officer, in: tx)
        return RuledUnit(
            id: unit.id, path: unit.path, shortName: unit.shortName, locus: try unit.locus(in: tx),
            above: above.map { ($0.id, $0.shortName) })
    }
}

/// The table of places, and the rights of posts that were given before there were rules.
let placeMigrations = [
    Migration(
        "federation 051 places",
        """
        CREATE TABLE unit_place (
            unit_id bigint NOT NULL PRIMARY KEY REFERENCES unit (id),
            place text NOT NULL
        );
        """),
    // Every post sees units; ids below zero of one permission's rows are nobody else's.
    Migration(
        "federation 052 rule rights",
        """
        INSERT INTO permission_grant
            (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
        SELECT -id, person, 'rule.see', unit_path, has_descent, from_day, until_day, source_kind, source
          FROM permission_grant WHERE permission = 'unit.see';
        INSERT INTO permission_grant
            (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
        SELECT -g.id, g.person, 'rule.keep', g.unit_path, g.has_descent, g.from_day, g.until_day, g.source_kind, g.source
          FROM permission_grant g JOIN post p ON g.source_kind = 'post' AND g.source = p.id
         WHERE g.permission = 'member.see' AND p.kind IN ('chair', 'executive_vice_chair', 'secretary');
        """),
]
