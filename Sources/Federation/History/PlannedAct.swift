import Web

/// What an officer plans to do with units, read from what they typed; it is read anew each time it is looked at, and once more
/// when it is done.
enum PlannedAct: Sendable {
    case rename(name: String, shortName: String)
    case merge(Merger)
    case split(Split)
    case move(under: UnitEntry)
    case dissolve

    /// Reads a form about a unit that the officer may change. Fails with all flaws at once.
    init(
        _ kind: UnitChange.Kind, _ form: Form, of unit: UnitEntry, as officer: Officer, isLocking: Bool = false,
        in tx: Transaction
    ) throws {
        guard unit.state != .dissolved else { throw UnitEntry.Problem.isDissolved }
        switch kind {
        case .rename: self = try Self.rename(form, of: unit)
        case .merge: self = .merge(try MergerForm(form, unit, officer, isLocking: isLocking, tx).merger)
        case .split: self = .split(try SplitForm(form, unit, officer, isLocking: isLocking, tx).split)
        case .move: self = try Self.move(form, of: unit, officer, isLocking: isLocking, tx)
        case .dissolve: self = .dissolve
        default: throw Refusal.missing
        }
    }

    private static func rename(_ form: Form, of unit: UnitEntry) throws(Flaws) -> PlannedAct {
        var check = Check(form)
        let name = check.text("name", "新的全称", 2...60)
        let short = check.optionalText("short_name", "新的简称", 30) ?? name
        if check.flaws.isEmpty, name == unit.name, short == unit.shortName {
            check.add("name", "新的名称和现在的一样。")
        }
        try check.done()
        return .rename(name: name, shortName: short)
    }

    /// Nobody may win rights over a unit by moving it.
    private static func move(
        _ form: Form, of unit: UnitEntry, _ officer: Officer, isLocking: Bool, _ tx: Transaction
    ) throws -> PlannedAct {
        let parent = try ParentChoices.find(form["parent"], for: unit, as: officer, in: tx)
        guard parent.id != unit.parent else { throw Flaws("parent", "它现在就在“\(parent.shortName)”下面。") }
        try refuseGain(officer, from: parent, over: unit)
        return .move(under: isLocking ? try UnitEntry.claim(parent.id, as: officer, in: tx) : parent)
    }

    /// Does it. The caller has claimed every unit.
    func carryOut(_ unit: UnitEntry, by order: UnitOrder, in tx: Transaction) throws {
        switch self {
        case .rename(let name, let short): try unit.rename(name, short, by: order, in: tx)
        case .merge(let merger): try merger.carryOut(by: order, in: tx)
        case .split(let split): try split.carryOut(by: order, in: tx)
        case .move(let parent): try unit.move(under: parent, by: order, in: tx)
        case .dissolve: try unit.dissolve(on: order.on ?? tx.today, by: order, in: tx)
        }
    }

    /// The units whose rows it changes, the first the one it was planned on.
    func units(_ unit: UnitEntry) -> [UnitEntry] {
        switch self {
        case .rename, .move, .dissolve: return [unit]
        case .merge(let merger):
            guard case .existing(let target) = merger.target else { return merger.sources }
            return merger.sources + [target]
        case .split(let split): return [split.source] + split.shares.flatMap(\.units)
        }
    }
}

/// The name, short name and code of a unit that an act founds; its level and kind are those of the unit it comes from.
struct FoundedForm {
    let draft: UnitDraft

    init(_ check: inout Check, suffix: String = "", like unit: UnitEntry, on day: Day?, _ tx: Transaction) throws {
        let name = check.text("name\(suffix)", "新单位的全称", 2...60)
        let short = check.optionalText("short_name\(suffix)", "新单位的简称", 30)
        let code = check.optionalText("code\(suffix)", "新单位的代码", 30)
        if let code {
            let taken: ID<Unit>? = try tx.value("SELECT id FROM unit WHERE code = \(code)")
            if taken != nil { check.add("code\(suffix)", "单位代码 \(code) 已经用在别的单位，请核对。") }
        }
        draft = UnitDraft(
            name: name, shortName: short ?? name, code: code, level: unit.level, kind: unit.kind, foundedOn: day)
    }
}
