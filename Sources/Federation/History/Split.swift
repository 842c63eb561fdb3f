public import Web

/// One unit becomes several: new units are founded beside it, and take units below it and members along.
///
/// The source stays (派生分立) or ends (新设分立). Who is named nowhere goes where the rest goes.
public struct Split: Sendable {
    public let source: UnitEntry
    public let shares: [Share]
    /// Where members of the source itself go who are named nowhere: one of the shares, or nowhere.
    public let rest: Int?
    /// Whether the source ends.
    public let isEnding: Bool

    /// A new unit and what it takes along.
    public struct Share: Sendable {
        public let draft: UnitDraft
        public let units: [UnitEntry]
        /// Members of the source itself.
        public let people: [ID<Person>]

        public init(_ draft: UnitDraft, units: [UnitEntry] = [], people: [ID<Person>] = []) {
            self.draft = draft
            self.units = units
            self.people = people
        }
    }

    public init(_ source: UnitEntry, into shares: [Share], rest: Int? = nil, isEnding: Bool = false) {
        self.source = source
        self.shares = shares
        self.rest = rest
        self.isEnding = isEnding
    }

    public enum Problem: Explained, Equatable {
        case isTop
        case leavesSome

        public var words: String {
            switch self {
            case .isTop: "最高一级的单位不能分立。"
            case .leavesSome: "原单位不再保留，请给它的每个下级单位和全体会员安排去向。"
            }
        }
    }

    /// Carries it out and gives the new units.
    @discardableResult
    public func carryOut(by order: UnitOrder, in tx: Transaction) throws -> [UnitEntry] {
        let day = order.on ?? tx.today
        let above: UnitEntry? = try source.parent.flatMap { id in
            try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE id = \(id)")
        }
        guard let parent = above else { throw Problem.isTop }
        try source.mustStand(since: day, in: tx)
        try parent.mustStand(since: day, in: tx)
        var founded: [UnitEntry] = [], parts: [UnitChange.Part] = []
        for share in shares {
            let unit = try UnitEntry.place(share.draft, under: parent, from: day, in: tx)
            let moved = try move(share, to: unit, on: day, in: tx)
            founded.append(unit)
            parts.append(UnitChange.Part(.into, unit, members: moved))
        }
        if let rest, founded.indices.contains(rest) {
            let shift = try MembershipShift(from: source, to: founded[rest], on: day, in: tx)
            parts[rest].members += try NumberClash.guarding(tx) { try shift.carryOut(in: tx) }
        }
        if isEnding {
            guard rest != nil, try source.standingChildren(in: tx).isEmpty else { throw Problem.leavesSome }
            try source.leaveOffice(on: day, in: tx)
            try source.end(on: day, "分立后撤销", in: tx)
        }
        parts.append(UnitChange.Part(.from, source, members: parts.reduce(0) { $0 + $1.members }))
        try UnitChange.insert(.split, of: source.id, on: day, order, parts, words, in: tx)
        return founded
    }

    /// Moves what a new unit takes along, and gives how many members came with it, those of its units too.
    private func move(_ share: Share, to unit: UnitEntry, on day: Day, in tx: Transaction) throws -> Int {
        var moved = 0
        for child in share.units {
            moved += try child.membersBelow(in: tx)
            try child.shift(under: unit, on: day, in: tx)
        }
        guard !share.people.isEmpty else { return moved }
        let shift = try MembershipShift(from: source, to: unit, people: share.people, on: day, in: tx)
        return moved + (try NumberClash.guarding(tx) { try shift.carryOut(in: tx) })
    }

    private var words: String {
        let names = shares.map { "“\($0.draft.name)”" }.joined(separator: "、")
        return isEnding ? "“\(source.name)”分立为\(names)，原单位撤销。" : "从“\(source.name)”分出\(names)。"
    }
}

extension UnitEntry {
    /// Members of the unit with all below it, today.
    func membersBelow(in tx: Transaction) throws -> Int {
        let members: Int?? = try tx.value(
            """
            SELECT CAST(sum(t.members) AS bigint) FROM (\(MemberSums.rows(below: path))) t
             WHERE t.state IN ('active', 'retained')
            """)
        return (members ?? nil) ?? 0
    }
}
