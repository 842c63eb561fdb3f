import Web
import Words

/// A member of the unit itself that is to be split, as the officer chooses among them.
struct SplitSeat: Record, Equatable, Sendable {
    let person: ID<Person>
    let number: String?
    let name: String
    let employment: Employment

    static let columns: SQL = "m.person_id, m.number, n.name, m.employment"

    /// How many are offered to be ticked one by one; more are chosen by type, by a list or by their numbers.
    static let mostTicks = 200

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        number = try row.read("number")
        name = try row.read("name")
        employment = try row.read("employment")
    }

    /// The members of a unit itself, by name. The caller has found the unit for its officer.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [SplitSeat] {
        try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN person n ON n.id = m.person_id
             WHERE m.unit_id = \(unit) AND m.until_day IS NULL AND m.state IN ('active', 'retained')
             ORDER BY m.name_key, m.id
            """)
    }

    /// `李某，1023，在编`
    var words: String { [name, number, employment.words].compactMap(\.self).joined(separator: "，") }
}

/// Who goes where: members named by number or name, ticked, found by a file, or taken by employment type. Nobody goes twice; who
/// is named goes before who is taken by type.
struct SplitSeats {
    private let unit: UnitEntry
    private let all: [SplitSeat]
    private var taken: [ID<Person>: Int] = [:]

    init(of unit: UnitEntry, in tx: Transaction) throws {
        self.unit = unit
        all = try SplitSeat.all(of: unit.id, in: tx)
    }

    /// Those whom the fields of one new unit name.
    mutating func named(_ form: Form, _ slot: Int, _ check: inout Check) -> [ID<Person>] {
        let here = Set(all.map(\.person))
        var people = typed(check.typed("people-\(slot)"), "people-\(slot)", &check)
        let list =
            form["unlist-\(slot)"] == "yes"
            ? [] : form["list-\(slot)"].split(separator: " ").compactMap { ID<Person>($0) }
        // Who left since they were ticked or listed is passed over: the preview says how many go.
        for person in form.all("tick-\(slot)").compactMap({ ID<Person>($0) }) + list where here.contains(person) {
            if !people.contains(person) { people.append(person) }
        }
        return people.filter { person in
            guard let other = taken[person], other != slot else {
                taken[person] = slot
                return true
            }
            let name = all.first { $0.person == person }?.name ?? ""
            check.add("people-\(slot)", "“\(name)”已经分到新单位 \(other)，请只写一处。")
            return false
        }
    }

    /// Those of some types who were named nowhere.
    mutating func ofTypes(_ form: Form, _ slot: Int, _ seen: inout Set<Employment>, _ check: inout Check) -> [ID<
        Person
    >] {
        let types = form.all("type-\(slot)").compactMap { Employment(rawValue: $0) }
        for type in types where !seen.insert(type).inserted {
            check.add("type-\(slot)", "“\(type.words)”选在了两个新单位，请只选一处。")
        }
        let people = all.filter { types.contains($0.employment) && taken[$0.person] == nil }.map(\.person)
        for person in people { taken[person] = slot }
        return people
    }

    private func typed(_ text: String, _ field: String, _ check: inout Check) -> [ID<Person>] {
        let words = MergerForm.lines(text).flatMap { $0.split(separator: " ").map(String.init) }
        var found: [ID<Person>] = [], unknown: [String] = []
        for word in words {
            let hits = all.filter { $0.number == normalizedNumber(word) || $0.name == word }
            if hits.count > 1 { check.add(field, "有 \(hits.count) 名会员叫“\(word)”，请填写工号。") }
            if hits.isEmpty { unknown.append(word) }
            guard hits.count == 1, let person = hits.first?.person else { continue }
            guard !found.contains(person) else {
                check.add(field, "“\(word)”写了两次。")
                continue
            }
            found.append(person)
        }
        if !unknown.isEmpty {
            check.add(field, "“\(unit.shortName)”自己的会员里没有：\(unknown.prefix(10).joined(separator: "、"))。")
        }
        return found
    }
}
