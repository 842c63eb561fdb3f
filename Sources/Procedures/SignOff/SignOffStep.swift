import Federation
import Web

/// One act in the history of a case.
struct SignOffStep: Record, Sendable {
    let act: SignOffAct
    let unit: ID<Unit>
    let unitName: String
    let by: ID<Person>
    let byName: String
    /// Whom they stood in for.
    let forName: String?
    let words: String?
    let at: Instant

    static let columns: SQL = """
        t.act, t.unit_id, u.short_name AS unit_name, t.by_person, p.name AS by_name, f.name AS for_name, t.words, t.at
        """

    init(_ row: borrowing Row) throws {
        act = try row.read("act")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        by = try row.read("by_person")
        byName = try row.read("by_name") ?? "已删除的人员"
        forName = try row.read("for_name")
        words = try row.read("words")
        at = try row.read("at")
    }

    /// `李雯（代孙悦）`
    var who: String { forName.map { "\(byName)（代\($0)）" } ?? byName }

    /// What happened to a case, the first first.
    static func all(of signOff: ID<SignOff>, in tx: Transaction) throws -> [SignOffStep] {
        try tx.all(
            """
            SELECT \(columns) FROM sign_off_step t JOIN unit u ON u.id = t.unit_id
              LEFT JOIN person p ON p.id = t.by_person LEFT JOIN person f ON f.id = t.for_person
             WHERE t.sign_off_id = \(signOff) ORDER BY t.id
            """)
    }

    /// Writes what was done to cases, one line each, however many, by the engine's fastest way.
    static func add(
        _ acts: [(signOff: ID<SignOff>, act: SignOffAct)], at unit: ID<Unit>, by person: ID<Person>,
        for absent: ID<Person>? = nil, _ words: String?, in tx: Transaction
    ) throws {
        var rest = acts[...]
        let columns = ["id", "sign_off_id", "act", "unit_id", "by_person", "for_person", "words", "at"]
        try tx.load("sign_off_step", columns) {
            guard let (signOff, act) = rest.popFirst() else { return nil }
            let id: ID<SignOffStep> = tx.newID()
            return [
                id.sqlValue, signOff.sqlValue, act.sqlValue, unit.sqlValue, person.sqlValue, absent.sqlValue,
                words.sqlValue, tx.now.sqlValue,
            ]
        }
    }
}

extension SignOff {
    /// `这件事已由孙悦于 10:12 同意，报上级，不用再办。` for whoever comes second.
    func alreadyDone(in tx: Transaction) throws -> String {
        guard let last = try SignOffStep.all(of: id, in: tx).last else { return "这件事刚才有变动，请再看一遍。" }
        let when = last.at.day == tx.today ? last.at.clock : last.at.minute
        return "您打开以后，\(last.unitName)的\(last.who)已于 \(when) 办理：\(last.act.words)。以那次为准，不用再办。"
    }
}
