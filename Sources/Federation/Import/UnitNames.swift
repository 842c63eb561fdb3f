import Web
import Words

/// The standing units that an import may put people into, found by whatever a file calls them.
struct UnitNames: Sendable {
    /// One unit, and the base union it belongs to; none above the base.
    struct Place: Equatable, Sendable {
        let id: ID<Unit>
        let path: String
        let name: String
        let base: ID<Unit>?
        /// Where the register of its base begins.
        let basePath: String
    }

    /// What a name comes to.
    enum Answer: Equatable, Sendable {
        case found(Place)
        case unknown
        case several(Int)
    }

    /// The unit imported into.
    let home: Place
    private let places: [ID<Unit>: Place]
    private let byName: [String: Set<ID<Unit>>]
    private let names: NearestNames
    /// Names of before and beside, which count only where no unit has such a name today.
    private let byOther: [String: Set<ID<Unit>>]
    private let otherNames: NearestNames
    private let namings: [String: UnitNaming]

    init(home: Place, units: [(place: Place, names: [String])], others: [ID<Unit>: [UnitNaming]] = [:]) {
        self.home = home
        places = Dictionary(units.map { ($0.place.id, $0.place) }) { first, _ in first }
        var byName: [String: Set<ID<Unit>>] = [:]
        for unit in units {
            for name in unit.names { byName[Self.key(name), default: []].insert(unit.place.id) }
        }
        self.byName = byName
        // A code that is mistyped is another unit's code as likely as not.
        let spoken = units.flatMap { unit in unit.names.filter(Self.isSpoken).map { ($0, unit.place.name) } }
        names = NearestNames(spoken)
        var byOther: [String: Set<ID<Unit>>] = [:], namings: [String: UnitNaming] = [:]
        for (unit, names) in others {
            for naming in names {
                byOther[Self.key(naming.name), default: []].insert(unit)
                namings[naming.name] = naming
            }
        }
        (self.byOther, self.namings) = (byOther, namings)
        otherNames = NearestNames(namings.keys.filter(Self.isSpoken).map { ($0, $0) })
    }

    func find(_ name: String) -> Answer {
        let key = Self.key(name)
        let found = byName[key] ?? byOther[key] ?? []
        guard found.count == 1, let id = found.first, let place = places[id] else {
            return found.isEmpty ? .unknown : .several(found.count)
        }
        return .found(place)
    }

    /// Whether a text names one of the units, or several.
    func isKnown(_ name: String) -> Bool { byName[Self.key(name)] != nil }

    /// The names to choose from of the units that register members, in the order of the tree; what two units share is not
    /// among them.
    var choices: [String] {
        places.values.filter { $0.base != nil }.sorted { $0.path < $1.path }.map(\.name)
            .filter { byName[Self.key($0)]?.count == 1 }
    }

    subscript(id: ID<Unit>) -> Place? { places[id] }

    /// A unit that an unknown name may mean.
    struct Near: Equatable, Sendable {
        /// Its full name today.
        let name: String
        /// The name of before or beside that is like the unknown one; nil where today's is.
        var former: UnitNaming?

        /// `“北京大学数学学院分会”`, with what it was called: `（原名“数学系分会”（至 2024-08-31））`
        var words: String { "“\(name)”\(former.map { "（\($0.words)）" } ?? "")" }
    }

    /// The unit whose name is most like an unknown one: by the names of today, else by those of before and beside.
    func nearest(to name: String) -> Near? {
        if let found = names.nearest(to: name) { return Near(name: found) }
        guard let other = otherNames.nearest(to: name), case .found(let place) = find(other) else { return nil }
        return Near(name: place.name, former: namings[other])
    }

    private static func isSpoken(_ name: String) -> Bool { name.unicodeScalars.contains { $0.value >= 0x2E80 } }

    private static func key(_ name: String) -> String {
        name.isSettled ? name.lowercased() : normalized(name).filter { !$0.isWhitespace }.lowercased()
    }

    /// The units at and below one.
    static func load(at unit: UnitEntry, in tx: Transaction) throws -> UnitNames {
        let units: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit
             WHERE path >= \(unit.path) AND path < \(Reach.end(of: unit.path)) AND state <> 'dissolved' ORDER BY path
            """)
        var bases: [(id: ID<Unit>, path: String)] = []
        if let base = try unit.base(in: tx) {
            bases.append((base, try UnitEntry.unscoped(base, in: tx).path))
        }
        var all: [(place: Place, names: [String])] = []
        for entry in units {
            if entry.level == .base { bases.append((entry.id, entry.path)) }
            let base = bases.last { entry.path.hasPrefix($0.path) }
            let place = Place(
                id: entry.id, path: entry.path, name: entry.name, base: base?.id, basePath: base?.path ?? "")
            all.append((place, [entry.name, entry.shortName] + (entry.code.map { [$0] } ?? [])))
        }
        guard let home = all.first(where: { $0.place.id == unit.id })?.place else { throw Refusal.missing }
        return UnitNames(home: home, units: all, others: try UnitNaming.others(of: units.map(\.id), in: tx))
    }
}
