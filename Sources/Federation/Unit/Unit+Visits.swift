import Web

/// `/units/:id`
func showUnit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    if let day = visit.call.askedDay(today: visit.tx.today) { return try showUnitOfDay(visit, unit, day) }
    let view = try UnitView(unit, as: visit.who, in: visit.tx)
    return .page(title: unit.shortName, json: view.json, unitPage(view))
}

/// All that the page of a unit shows.
struct UnitView: Sendable {
    let unit: UnitEntry
    let officer: Officer
    let today: Day
    let above: [UnitEntry]
    let children: [UnitEntry]
    let members: [String: Int]
    let links: [UnitLink]
    let posts: [PostLine]
    let names: [UnitName]
    /// The clusters it is in today.
    let clusters: [ClusterLine]
    /// Members of the unit with all below it.
    let total: Int

    init(_ unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.officer = officer
        today = tx.today
        above = try UnitEntry.above(unit, as: officer, in: tx)
        children = try UnitEntry.children(of: unit, as: officer, in: tx)
        members = try MemberCount.members(ofChildrenOf: unit, in: tx)
        links = try UnitLink.all(of: unit, in: tx)
        posts = try PostLine.all(in: unit, tx)
        names = try UnitName.all(of: unit, in: tx)
        clusters = try ClusterLine.all(with: unit.id, on: tx.today, in: tx)
        total = try unit.membersBelow(in: tx)
    }

    /// The way back, ending in this unit, or in a page below it.
    func crumbs(_ last: String? = nil) -> [Crumb] { unitCrumbs(unit, above: above, last) }

    /// Whether a permission of the officer holds here.
    func may(_ permission: Permission) -> Bool { officer.may(permission, at: unit.path) }

    /// Whether it may be moved and ended by this officer: it lies below a top of theirs.
    var isMovable: Bool { officer.also(.unitKeep)?.isAbove(unit.path) ?? false }

    var json: JSON {
        let below = children.map { child -> JSON in
            ["id": JSON(child.id), "name": JSON(child.name), "members": JSON(members[child.path] ?? 0)]
        }
        return [
            "id": JSON(unit.id), "name": JSON(unit.name), "short_name": JSON(unit.shortName), "code": JSON(unit.code),
            "level": JSON(unit.level.rawValue), "kind": JSON(unit.kind.rawValue), "state": JSON(unit.state.rawValue),
            "founded_on": JSON(unit.foundedOn), "dissolved_on": JSON(unit.dissolvedOn), "version": JSON(unit.version),
            "above": .array(above.map { ["id": JSON($0.id), "name": JSON($0.name)] }), "below": .array(below),
            "second_parents": .array(links.map(\.json)), "posts": .array(posts.map(\.json)),
            "clusters": .array(clusters.map(\.json)),
        ]
    }
}

/// The way back to a unit through those above it within reach.
func unitCrumbs(_ unit: UnitEntry, above: [UnitEntry], _ last: String? = nil) -> [Crumb] {
    var crumbs: [Crumb] = [("单位", Places.units())] + above.map { ($0.shortName, Places.unit($0.id)) }
    crumbs.append((unit.shortName, last == nil ? nil : Places.unit(unit.id)))
    if let last { crumbs.append((last, nil)) }
    return crumbs
}

extension UnitLink {
    var json: JSON {
        ["id": JSON(id), "parent": JSON(parent), "name": JSON(parentName), "from": JSON(from), "until": JSON(until)]
    }
}
