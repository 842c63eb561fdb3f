public import Web

/// All values that may hold at a locus: what the pure rules are asked with. Read once for a page, then used freely.
public struct Rules: Sendable {
    public let locus: Locus
    /// Those of the locus by their key, nearest first and of one scope the latest first.
    let values: [String: [RuleValue]]

    /// From values in any order; those that do not hold at the locus are left out.
    public init(_ values: [RuleValue], at locus: Locus) {
        self.locus = locus
        let fitting = values.filter { $0.fits(locus) }
        self.values = Dictionary(grouping: fitting, by: \.key).mapValues { values in
            values.sorted { Self.rank($0, locus) > Self.rank($1, locus) }
        }
    }

    /// What the program itself knows of a place, without a federation: for tests, and for questions before there is a store.
    public static func reviewed(at locus: Locus) -> Rules { Rules(ParameterFile.all.flatMap(\.values), at: locus) }

    /// What comes first: the nearer, the more particular, the later, and of two that begin on one day the one entered last.
    private static func rank(_ value: RuleValue, _ locus: Locus) -> (Int, Int, Day, Int64) {
        let particular = (value.level == nil ? 0 : 1) + (value.school == nil ? 0 : 1)
        return (locus.nearness(value.scope) ?? -1, particular, value.from, value.id.raw)
    }

    /// The value that holds on a day: of the nearest scope, there the latest. Nil where none was entered; a rule then asks a
    /// person.
    public func find<Value>(_ parameter: Parameter<Value>, on day: Day) -> Ruled<Value>? {
        guard let source = source(parameter.key, on: day), let value = Value(parameter: source.text) else { return nil }
        return Ruled(value: value, source: source)
    }

    /// The same without its type, for lists. A union that gave up its own value leaves what is farther in force.
    public func source(_ key: String, on day: Day) -> RuleValue? {
        var released: Set<RuleScope> = []
        for value in candidates(key) where value.holds(on: day) && !released.contains(value.scope) {
            guard value.isRelease else { return value }
            released.insert(value.scope)
        }
        return nil
    }

    /// Every value of a parameter that could hold here, in the order in which they win, whatever its day.
    public func candidates(_ key: String) -> [RuleValue] { values[key] ?? [] }

    /// Where a value is in force: `全国`, `北京市`, or the name of the union that set it.
    public func scopeWords(_ value: RuleValue) -> String {
        switch value.scope {
        case .place(let place): place.words
        case .unit(let unit): locus.steps.first { $0.unit == unit }?.name ?? "其他单位"
        }
    }

    /// What changes at this locus on days after one and up to another: of each parameter what held and what will.
    public func changes(after day: Day, through last: Day) -> [RuleChange] {
        var found: [RuleChange] = []
        for parameter in AnyParameter.all {
            let own = candidates(parameter.key)
            let turns = Set(own.flatMap { [$0.from, $0.until?.adding(days: 1)].compactMap(\.self) })
            for turn in turns.sorted() where turn > day && turn <= last {
                let before = source(parameter.key, on: turn.adding(days: -1)), after = source(parameter.key, on: turn)
                if before != after {
                    found.append(RuleChange(parameter: parameter, on: turn, before: before, after: after))
                }
            }
        }
        return found.sorted { $0.on < $1.on }
    }
}

/// A parameter whose value becomes another on a day.
public struct RuleChange: Sendable {
    public let parameter: AnyParameter
    public let on: Day
    /// Nil where nothing held.
    public let before: RuleValue?
    /// Nil where nothing holds from then on.
    public let after: RuleValue?
}
