import Server
import Web
import Words

/// A unit as an officer types it: by its full name, its short name or its code.
enum NamedUnit {
    /// The unit at or below `keeper` that is called so, where the officer's permission holds. Fails beside the field, with the
    /// units that were perhaps meant.
    static func find(
        _ typed: String, field: String, within keeper: UnitEntry, as officer: Officer, in tx: Transaction
    ) throws -> UnitEntry {
        let words = normalized(typed)
        let part: SQL = """
            path >= \(keeper.path) AND path < \(Reach.end(of: keeper.path)) AND \(officer.sees("path"))
            """
        let named: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit
             WHERE (code = \(words) OR name = \(words) OR short_name = \(words)) AND \(part) ORDER BY path LIMIT 2
            """)
        if named.count == 1 { return named[0] }
        guard named.isEmpty else { throw Flaws(field, "有几个单位都叫“\(words)”，请填写单位代码或全称。") }
        let near: [String] = try tx.values(
            "SELECT name FROM unit WHERE name LIKE \(UnitLine.containing(words)) ESCAPE '\\' AND \(part) ORDER BY path LIMIT 5"
        )
        guard !near.isEmpty else { throw Flaws(field, "在“\(keeper.shortName)”以下没有找到“\(words)”，请核对名称或代码。") }
        throw Flaws(field, "没有叫“\(words)”的单位。您要找的可能是：\(near.joined(separator: "、"))。")
    }
}

/// A day that an address asks for: today when it asks for none.
struct AskedDay: Sendable {
    let day: Day
    /// What the field shows, with what is wrong with it.
    let filled: Filled

    init(_ name: String, _ call: Call, today: Day) {
        self.init([name], call, else: [today])
    }

    private init(_ names: [String], _ call: Call, else days: [Day]) {
        let all = Self.read(names, call, else: days)
        (day, filled) = (all.days[0], all.filled)
    }

    /// Several days of one form.
    static func read(_ names: [String], _ call: Call, else days: [Day]) -> (days: [Day], filled: Filled) {
        var check = Check(Form(fields: call.request.query))
        var found: [Day] = [], values: [String: [String]] = [:]
        for (name, other) in zip(names, days) {
            let day = check.optionalDay(name, "日期")
            found.append(day ?? other)
            values[name] = [call.query(name).isEmpty ? other.description : call.query(name)]
        }
        return (found, Filled(values, flaws: check.flaws))
    }
}
