public import Web

/// Whom a group means on a day, and why: the answer of the rule, found anew each time.
public struct GroupMeaning: Equatable, Sendable {
    /// Why a unit is in the group.
    public enum Reason: Equatable, Sendable {
        /// The n-th clause of the rule, counted from 1.
        case clause(Int, UnitGroup.Clause)
        case exception(UnitGroup.Exception)

        public var words: String {
            switch self {
            case .clause(let number, let clause): "规则第 \(number) 条：\(clause.words)"
            case .exception(let exception): exception.words
            }
        }
    }

    /// A unit that the group means.
    public struct Found: Equatable, Sendable {
        public let unit: DayUnit
        public let reason: Reason
    }

    /// A unit that the rule finds and an exception takes out.
    public struct Left: Equatable, Sendable {
        public let unit: DayUnit
        public let clause: UnitGroup.Clause
        public let exception: UnitGroup.Exception
    }

    public let day: Day
    /// In the order of the tree.
    public let units: [Found]
    public let left: [Left]
    /// Exceptions that name a unit which was not there on the day, or already is what the rule says.
    public let idle: [UnitGroup.Exception]

    /// The rule and its exceptions, asked of the units of a day: a function of values.
    ///
    /// `paths` says where the units stood on the day below which the clauses look; a clause whose unit was not there finds
    /// nobody. An exception goes before the rule.
    public init(
        _ clauses: [UnitGroup.Clause], _ exceptions: [UnitGroup.Exception], on day: Day, among all: [DayUnit],
        paths: [ID<Unit>: String]
    ) {
        self.day = day
        let rule = clauses.enumerated().filter { $0.element.isInForce(on: day) }
        let named = Dictionary(
            exceptions.filter { $0.isInForce(on: day) }.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
        var units: [Found] = [], left: [Left] = [], idle = named
        for unit in all {
            let hit = rule.first { item in
                paths[item.element.below].map { item.element.fits(unit, below: $0) } ?? false
            }
            switch (hit, named[unit.id]) {
            case (let hit?, nil): units.append(Found(unit: unit, reason: .clause(hit.offset + 1, hit.element)))
            case (let hit?, let exception?) where !exception.isIn:
                left.append(Left(unit: unit, clause: hit.element, exception: exception))
                idle[unit.id] = nil
            case (let hit?, .some): units.append(Found(unit: unit, reason: .clause(hit.offset + 1, hit.element)))
            case (nil, let exception?) where exception.isIn:
                units.append(Found(unit: unit, reason: .exception(exception)))
                idle[unit.id] = nil
            case (nil, _): continue
            }
        }
        (self.units, self.left) = (units, left)
        self.idle = idle.values.sorted { $0.id < $1.id }
    }

    /// What changed from one day to another: units that came, and units that went.
    public func difference(to later: GroupMeaning) -> (came: [Found], went: [Found]) {
        let before = Set(units.map(\.unit.id)), after = Set(later.units.map(\.unit.id))
        return (later.units.filter { !before.contains($0.unit.id) }, units.filter { !after.contains($0.unit.id) })
    }
}

/// What a group meant on a day, to be kept by a paper that addressed it: names as they were, and why each was in.
public struct GroupResolution: Equatable, Sendable {
    /// One unit of it.
    public struct Line: Equatable, Sendable {
        public let unit: ID<Unit>
        public let name: String
        public let why: String
    }

    public let group: ID<UnitGroup>
    public let name: String
    public let day: Day
    public let lines: [Line]

    public init(of group: UnitGroup, _ meaning: GroupMeaning) {
        self.group = group.id
        name = group.name
        day = meaning.day
        lines = meaning.units.map { Line(unit: $0.unit.id, name: $0.unit.name, why: $0.reason.words) }
    }

    /// As it was written by `json`; nothing for anything else.
    public init?(json: JSON) {
        guard let group = json["group"]?.string.flatMap({ ID<UnitGroup>($0) }), let name = json["name"]?.string,
            let day = json["day"]?.string.flatMap({ Day($0) }), let items = json["units"]?.array
        else { return nil }
        let lines = items.compactMap { item -> Line? in
            guard let unit = item["unit"]?.string.flatMap({ ID<Unit>($0) }), let name = item["name"]?.string,
                let why = item["why"]?.string
            else { return nil }
            return Line(unit: unit, name: name, why: why)
        }
        guard lines.count == items.count else { return nil }
        (self.group, self.name, self.day, self.lines) = (group, name, day, lines)
    }

    public var json: JSON {
        [
            "group": JSON(group), "name": JSON(name), "day": JSON(day),
            "units": .array(lines.map { ["unit": JSON($0.unit), "name": JSON($0.name), "why": JSON($0.why)] }),
        ]
    }
}
