import Federation
import Web

/// Every address of the room.
enum Places {
    static let coverage = Place("/units/:id/coverage", ID<Unit>.self)
    static let coveredUnits = Place("/units/:id/coverage/units", ID<Unit>.self)
    static let export = Place("/units/:id/coverage/export", ID<Unit>.self)
    static let staff = Place("/units/:id/coverage/staff", ID<Unit>.self)
    static let missing = Place("/units/:id/coverage/missing", ID<Unit>.self)
    static let upload = Place("/units/:id/coverage/upload", ID<Unit>.self)
    static let template = Place("/units/:id/coverage/template", ID<Unit>.self)
    static let workplaces = Place("/units/:id/coverage/workplaces", ID<Unit>.self)
    static let workplaceNew = Place("/units/:id/coverage/workplaces/new", ID<Unit>.self)
    static let workplace = Place("/workplaces/:id", ID<Workplace>.self)

    /// Drawn by Federation, which stands below this room.
    static let units = Place("/units")
    static let unit = Place("/units/:id", ID<Unit>.self)
    static let members = Place("/units/:id/members", ID<Unit>.self)
}

/// The way back to a unit, through those above it within reach, to its coverage, and to a page below that.
func coverageCrumbs(_ unit: UnitEntry, above: [UnitEntry], _ last: String? = nil) -> [Crumb] {
    var crumbs: [Crumb] = [("单位", Places.units())]
    crumbs += above.map { ($0.shortName, Places.coverage($0.id)) }
    crumbs.append((unit.shortName, Places.unit(unit.id)))
    crumbs.append(("覆盖情况", last == nil ? nil : Places.coverage(unit.id)))
    if let last { crumbs.append((last, nil)) }
    return crumbs
}
