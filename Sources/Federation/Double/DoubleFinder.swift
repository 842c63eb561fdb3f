import Web

/// Why two entries may be of one person (重复登记).
///
/// The same identity number is not among them: the database lets no two entries have it. Who types a number that is
/// somebody else's is led to the comparison from there.
enum DoubleReason: String, CaseIterable, Sendable {
    /// The same name and birthday in one base union.
    case nameAndBirth = "name_birth"
    /// The same phone number, and the same name or birthday; in any two units.
    case phone
    /// The same staff number in one base union at different times, and the same name or birthday.
    case number

    var words: String {
        switch self {
        case .nameAndBirth: "同单位、同姓名、同出生日期"
        case .phone: "手机号相同"
        case .number: "先后用过同一工号"
        }
    }
}

/// Two entries and why they may be one; the older entry first.
struct DoublePair: Hashable, Sendable {
    let person: ID<Person>
    let twin: ID<Person>

    init(_ one: ID<Person>, _ other: ID<Person>) {
        person = min(one, other)
        twin = max(one, other)
    }
}

/// Looks for doubles in one base union, without writing: a pass over its members and two joins by index. A federation of a
/// million is gone through at night, base by base; what it finds waits in `double_case`.
struct DoubleFinder {
    let base: ID<Unit>
    let path: String

    /// The pairs of which at least one entry is a member of this base union today.
    func pairs(in tx: Transaction) throws -> [DoublePair: Set<DoubleReason>] {
        var found: [DoublePair: Set<DoubleReason>] = [:]
        try sameNameAndBirth(tx) { found[$0, default: []].insert(.nameAndBirth) }
        try samePhone(tx) { found[$0, default: []].insert(.phone) }
        try sameNumber(tx) { found[$0, default: []].insert(.number) }
        return found
    }

    private func sameNameAndBirth(_ tx: Transaction, _ note: (DoublePair) -> Void) throws {
        var seen: [String: [ID<Person>]] = [:]
        try tx.each(
            """
            SELECT m.person_id, p.name, p.born_on FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.until_day IS NULL AND m.unit_path >= \(path) AND m.unit_path < \(Reach.end(of: path))
               AND p.born_on IS NOT NULL
            """
        ) { row in
            let (id, name, born): (ID<Person>, String, String) = (
                try row.read("person_id"), try row.read("name"), try row.read("born_on")
            )
            for other in seen["\(born)\(name)", default: []] { note(DoublePair(id, other)) }
            seen["\(born)\(name)", default: []].append(id)
        }
    }

    private func samePhone(_ tx: Transaction, _ note: (DoublePair) -> Void) throws {
        try tx.each(
            """
            SELECT p.id, q.id AS other FROM membership m JOIN person p ON p.id = m.person_id
              JOIN person q ON q.phone_index = p.phone_index AND q.id <> p.id
             WHERE m.until_day IS NULL AND m.unit_path >= \(path) AND m.unit_path < \(Reach.end(of: path))
               AND p.phone_index IS NOT NULL AND q.phone_index IS NOT NULL AND (q.name = p.name OR q.born_on = p.born_on)
            """
        ) { row in note(DoublePair(try row.read("id"), try row.read("other"))) }
    }

    private func sameNumber(_ tx: Transaction, _ note: (DoublePair) -> Void) throws {
        try tx.each(
            """
            SELECT p.id, q.id AS other FROM membership o
              JOIN membership m ON m.base_id = o.base_id AND m.number = o.number AND m.until_day IS NULL
              JOIN person p ON p.id = m.person_id JOIN person q ON q.id = o.person_id
             WHERE o.base_id = \(base) AND o.until_day IS NOT NULL AND o.number IS NOT NULL AND m.number IS NOT NULL
               AND p.id <> q.id AND (q.name_key = p.name_key OR q.born_on = p.born_on)
            """
        ) { row in note(DoublePair(try row.read("id"), try row.read("other"))) }
    }
}
