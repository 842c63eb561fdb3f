import Web

/// The name by which a search found a unit, when it is not the one on show.
struct UnitNaming: Equatable, Sendable {
    let name: String
    let kind: UnitName.Kind
    let until: Day?

    /// `原名“数学系分会”（至 2024-08-31）`, `又名“…”`
    var words: String {
        let end = until.map { "（至 \($0)）" } ?? ""
        return switch kind {
        case .full, .former: "原名“\(name)”\(end)"
        case .short: "原简称“\(name)”\(end)"
        case .second: "又名“\(name)”\(end)"
        case .alias: "别名“\(name)”\(end)"
        case .merged: "由“\(name)”并入"
        }
    }

    /// True of units, written `u`, that had a name like this one on any day, or that one of such a name merged into.
    static func everCalled(_ pattern: String) -> SQL {
        """
        (u.id IN (SELECT s.unit_id FROM unit_spell s
                   WHERE lower(s.name) LIKE \(pattern) ESCAPE '\\' OR lower(s.short_name) LIKE \(pattern) ESCAPE '\\')
         OR u.id IN (SELECT a.unit_id FROM unit_alias a WHERE lower(a.name) LIKE \(pattern) ESCAPE '\\')
         OR u.id IN (SELECT i.unit_id FROM unit_change_part f JOIN unit_change c ON c.id = f.change_id
                       JOIN unit_change_part i ON i.change_id = f.change_id AND i.role = 'into'
                      WHERE f.role = 'from' AND c.kind = 'merge' AND c.state = 'done'
                        AND lower(f.name) LIKE \(pattern) ESCAPE '\\'))
        """
    }

    /// True of units, written `u`, that had just this name on any day.
    static func everExactly(_ name: String) -> SQL {
        """
        (u.id IN (SELECT s.unit_id FROM unit_spell s WHERE s.name = \(name) OR s.short_name = \(name))
         OR u.id IN (SELECT a.unit_id FROM unit_alias a WHERE a.name = \(name)))
        """
    }

    /// Names of before and beside, of these units or of all within reach, by unit; the latest first.
    static func others(of units: [ID<Unit>], in tx: Transaction) throws -> [ID<Unit>: [UnitNaming]] {
        var all: [ID<Unit>: [UnitNaming]] = [:]
        try tx.each(
            """
            SELECT s.unit_id, s.name, 'full' AS kind, s.until_day FROM unit_spell s JOIN unit u ON u.id = s.unit_id
             WHERE s.unit_id \(anyOf: units) AND s.name <> u.name
            UNION ALL
            SELECT s.unit_id, s.short_name, 'short' AS kind, s.until_day FROM unit_spell s JOIN unit u ON u.id = s.unit_id
             WHERE s.unit_id \(anyOf: units) AND s.short_name <> u.short_name AND s.short_name <> s.name
            UNION ALL
            SELECT a.unit_id, a.name, a.kind, a.until_day FROM unit_alias a WHERE a.unit_id \(anyOf: units)
            UNION ALL
            SELECT i.unit_id, f.name, 'merged' AS kind, c.on_day FROM unit_change_part i
              JOIN unit_change c ON c.id = i.change_id AND c.kind = 'merge' AND c.state = 'done'
              JOIN unit_change_part f ON f.change_id = i.change_id AND f.role = 'from'
             WHERE i.unit_id \(anyOf: units) AND i.role = 'into'
             ORDER BY 1, 4 DESC, 2
            """
        ) { row in
            let unit: ID<Unit> = try row.read("unit_id"), kind: String = try row.read("kind")
            let naming = UnitNaming(
                name: try row.read("name"), kind: UnitName.Kind(rawValue: kind) ?? .alias,
                until: try row.read("until_day"))
            if !(all[unit] ?? []).contains(where: { $0.name == naming.name }) { all[unit, default: []].append(naming) }
        }
        return all
    }
}
