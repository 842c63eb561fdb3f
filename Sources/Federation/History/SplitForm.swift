import Web
import Words

/// What a form for a split says, resolved to units below and members of the unit itself.
///
/// The fields of the n-th new unit end in `-n`; `unit-ID` says where a unit below goes, `rest` where members go who are named
/// nowhere: the number of a new unit, or nothing for staying.
struct SplitForm {
    let split: Split

    /// How many units one may become at once.
    static let most = 4

    init(_ form: Form, _ unit: UnitEntry, _ officer: Officer, isLocking: Bool, _ tx: Transaction) throws {
        var check = Check(form)
        let day = check.optionalDay("on_day", "生效日期")
        let isEnding = form["fate"] == "end"
        let slots = (1...Self.most).filter { slot in
            slot == 1 || ["name", "short_name", "code", "people"].contains { !check.typed("\($0)-\(slot)").isEmpty }
        }
        let place = Dictionary(uniqueKeysWithValues: slots.enumerated().map { (String($0.element), $0.offset) })
        var units: [[UnitEntry]] = slots.map { _ in [] }
        for child in try UnitEntry.children(of: unit, as: officer, in: tx) {
            let typed = form["unit-\(child.id)"]
            if let share = place[typed] {
                units[share].append(isLocking ? try UnitEntry.claim(child.id, as: officer, in: tx) : child)
            } else if isEnding || !typed.isEmpty {
                check.add("unit-\(child.id)", "请给“\(child.shortName)”选一个去向。")
            }
        }
        var seats = Seats(of: unit, in: tx), shares: [Split.Share] = []
        for (index, slot) in slots.enumerated() {
            let draft = try FoundedForm(&check, suffix: "-\(slot)", like: unit, on: day, tx).draft
            let people = try seats.find(check.typed("people-\(slot)"), "people-\(slot)", &check)
            shares.append(Split.Share(draft, units: units[index], people: people))
        }
        let rest = place[form["rest"]]
        if rest == nil, isEnding || !form["rest"].isEmpty { check.add("rest", "请选择其余会员的去向。") }
        for (index, slot) in slots.enumerated() where shares[index].units.isEmpty && shares[index].people.isEmpty {
            if rest != index, check.flaws.isEmpty { check.add("name-\(slot)", "这个新单位还没有分到下级单位或会员。") }
        }
        Self.checkCodes(shares, slots, &check)
        try check.done()
        split = Split(unit, into: shares, rest: rest, isEnding: isEnding)
    }

    private static func checkCodes(_ shares: [Split.Share], _ slots: [Int], _ check: inout Check) {
        var seen: Set<String> = []
        for (index, share) in shares.enumerated() {
            guard let code = share.draft.code, !seen.insert(code).inserted else { continue }
            check.add("code-\(slots[index])", "两个新单位的代码相同。")
        }
    }
}

/// The members of one unit itself, found by number or name as they are pasted into a field; none is found twice.
private struct Seats {
    private struct Seat: Record {
        let person: ID<Person>
        let number: String?
        let name: String

        static let columns: SQL = "m.person_id, m.number, n.name"

        init(_ row: borrowing Row) throws {
            person = try row.read("person_id")
            number = try row.read("number")
            name = try row.read("name")
        }
    }

    private let unit: UnitEntry
    private let tx: Transaction
    private var all: [Seat]?
    private var taken: Set<ID<Person>> = []

    init(of unit: UnitEntry, in tx: Transaction) {
        self.unit = unit
        self.tx = tx
    }

    mutating func find(_ typed: String, _ field: String, _ check: inout Check) throws -> [ID<Person>] {
        let words = MergerForm.lines(typed).flatMap { $0.split(separator: " ").map(String.init) }
        guard !words.isEmpty else { return [] }
        let seats = try load()
        var found: [ID<Person>] = [], unknown: [String] = []
        for word in words {
            let hits = seats.filter { $0.number == normalizedNumber(word) || $0.name == word }
            if hits.count > 1 { check.add(field, "有 \(hits.count) 名会员叫“\(word)”，请填写工号。") }
            if hits.isEmpty { unknown.append(word) }
            guard hits.count == 1, let person = hits.first?.person else { continue }
            guard taken.insert(person).inserted else {
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

    private mutating func load() throws -> [Seat] {
        if let all { return all }
        let seats: [Seat] = try tx.all(
            """
            SELECT \(Seat.columns) FROM membership m JOIN person n ON n.id = m.person_id
             WHERE m.unit_id = \(unit.id) AND m.until_day IS NULL AND m.state IN ('active', 'retained') ORDER BY m.id
            """)
        all = seats
        return seats
    }
}
