import Web
import Words

/// What a form for a split says, resolved to units below and members of the unit itself.
///
/// The fields of the n-th new unit end in `-n`: `people` are numbers and names, `tick` and `list` are people, `type` is a type of
/// employment. `unit-ID` says where a unit below goes, `rest` where members go who are named
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
            let named = ["name", "short_name", "code", "people", "tick", "type", "list"]
            return slot == 1 || named.contains { !check.typed("\($0)-\(slot)").isEmpty }
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
        let shares = try Self.shares(form, unit, slots, units, day, &check, tx)
        let rest = place[form["rest"]]
        if rest == nil, isEnding || !form["rest"].isEmpty { check.add("rest", "请选择其余会员的去向。") }
        for (index, slot) in slots.enumerated() where shares[index].units.isEmpty && shares[index].people.isEmpty {
            if rest != index, check.flaws.isEmpty { check.add("name-\(slot)", "这个新单位还没有分到下级单位或会员。") }
        }
        Self.checkCodes(shares, slots, &check)
        try check.done()
        split = Split(unit, into: shares, rest: rest, isEnding: isEnding)
    }

    private static func shares(
        _ form: Form, _ unit: UnitEntry, _ slots: [Int], _ units: [[UnitEntry]], _ day: Day?, _ check: inout Check,
        _ tx: Transaction
    ) throws -> [Split.Share] {
        var seats = try SplitSeats(of: unit, in: tx), types: Set<Employment> = []
        let named = slots.map { seats.named(form, $0, &check) }
        return try slots.enumerated().map { index, slot in
            let draft = try FoundedForm(&check, suffix: "-\(slot)", like: unit, on: day, tx).draft
            let people = named[index] + seats.ofTypes(form, slot, &types, &check)
            return Split.Share(draft, units: units[index], people: people)
        }
    }

    private static func checkCodes(_ shares: [Split.Share], _ slots: [Int], _ check: inout Check) {
        var seen: Set<String> = []
        for (index, share) in shares.enumerated() {
            guard let code = share.draft.code, !seen.insert(code).inserted else { continue }
            check.add("code-\(slots[index])", "两个新单位的代码相同。")
        }
    }
}
