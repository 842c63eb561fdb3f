public import Web

/// A name of a unit beside its own: the second name of a body that has two (中国教育工会北京市委员会 beside 北京市教育工会, A01), what
/// people call it, or a name from before it came into the books.
struct UnitAlias: Equatable, Sendable, Record {
    let id: ID<UnitAlias>
    let unit: ID<Unit>
    let kind: Kind
    let name: String
    let from: Day?
    let until: Day?

    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case second
        case alias
        case former

        var words: String { asName.words }

        var asName: UnitName.Kind {
            switch self {
            case .second: .second
            case .alias: .alias
            case .former: .former
            }
        }
    }

    static let columns: SQL = "a.id, a.unit_id, a.kind, a.name, a.from_day, a.until_day"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        name = try row.read("name")
        from = try row.read("from_day")
        until = try row.read("until_day")
    }

    /// The aliases of a unit, past ones too. The caller has found the unit for its officer.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [UnitAlias] {
        try tx.all(
            "SELECT \(columns) FROM unit_alias a WHERE a.unit_id = \(unit) ORDER BY a.from_day, a.id")
    }

    /// Gives a unit one more name.
    static func insert(
        _ name: String, _ kind: Kind, of unit: ID<Unit>, from: Day?, until: Day?, in tx: Transaction
    ) throws {
        let id: ID<UnitAlias> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit_alias (id, unit_id, kind, name, from_day, until_day)
            VALUES (\(id), \(unit), \(kind), \(name), \(from), \(until))
            """)
    }
}

extension UnitEntry {
    /// Gives the unit a second name (第二名称), beside its own, from a day on.
    public func addSecondName(_ name: String, from day: Day?, in tx: Transaction) throws {
        try UnitAlias.insert(name, .second, of: id, from: day, until: nil, in: tx)
    }
}

/// Names of units beside their own.
let aliasMigration = Migration(
    "federation 021 unit aliases",
    """
    CREATE TABLE unit_alias (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        kind text NOT NULL CHECK (kind IN ('second', 'alias', 'former')),
        name text NOT NULL,
        from_day text,
        until_day text,
        CHECK (until_day IS NULL OR from_day IS NULL OR until_day >= from_day)
    );
    CREATE INDEX unit_alias_unit ON unit_alias (unit_id);
    """)
