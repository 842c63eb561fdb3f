public import Web

/// A unit as this room's pages need it: the room that keeps units gives it, for an officer who may see it.
public struct RuledUnit: Sendable {
    public let id: ID<Unit>
    public let path: String
    public let shortName: String
    public let locus: Locus
    /// Those above it that the officer may see too, highest first.
    public let above: [(id: ID<Unit>, name: String)]

    public init(
        id: ID<Unit>, path: String, shortName: String, locus: Locus, above: [(id: ID<Unit>, name: String)]
    ) {
        self.id = id
        self.path = path
        self.shortName = shortName
        self.locus = locus
        self.above = above
    }

    /// Whether it is the highest of its federation, which enters what the law changed.
    var isTop: Bool { locus.steps.first?.unit == id }

    func crumbs(_ last: String? = nil) -> [Crumb] {
        var crumbs: [Crumb] = [("单位", Places.units())]
        crumbs += above.map { ($0.name, Places.rules($0.id)) } + [(shortName, Places.unit(id))]
        crumbs.append(("规则参数", last == nil ? nil : Places.rules(id)))
        if let last { crumbs.append((last, nil)) }
        return crumbs
    }
}

/// How this room finds units without knowing their tables; `App` joins it with the room that keeps them.
public struct UnitSource: Sendable {
    /// A unit where the officer's permission holds; otherwise it fails as missing.
    public let find: @Sendable (ID<Unit>, Officer, Transaction) throws -> RuledUnit

    public init(_ find: @escaping @Sendable (ID<Unit>, Officer, Transaction) throws -> RuledUnit) {
        self.find = find
    }
}
