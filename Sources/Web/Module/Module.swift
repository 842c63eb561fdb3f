/// What a room brings to the house: plain values that `App` joins. A module's public face is one of these.
public struct Module: Sendable {
    public let name: String
    public var migrations: [Migration] = []
    public var routes: [Route] = []
    public var permissions: [Permission] = []
    public var menu: [MenuItem] = []
    /// Columns that hold what was sealed under the ring.
    public var sealed: [SealedColumn] = []
    /// Duties that need a federation's keys or the folder of its files.
    public var siteDuties: (@Sendable (SiteFacts) -> [DutyKind])?
    /// Rows that hold marks of uploaded files.
    public var shelfHolders: [ShelfHolder] = []
    /// What goes into a person's timeline.
    public var timelines: [TimelineSource] = []
    /// Rows that follow a person whose two entries are merged.
    public var followers: [PersonFollower] = []
    /// The desks a person may sit at.
    public var desks: (@Sendable (ID<Person>, Transaction) throws -> [Desk])?
    /// Checks of `unionhome check`: what does not hold, in words.
    public var checks: [StoreCheck] = []
    /// Work after the visit, by name.
    public var duties: [DutyKind] = []
    /// What is done when another room announces something.
    public var listeners: [Listener] = []
    /// Duties that come back every day; each must stand in `duties`.
    public var daily: [String] = []
    /// Work that comes round every few moments.
    public var errands: [Errand] = []
    /// What waits at a unit for an officer, beside what the workbench finds itself.
    public var tasks: [TaskSource] = []
    /// What rings in every frame; one room at most brings it.
    public var bell: Bell?
    /// What stands in the calendar a person subscribes to.
    public var calendarSources: [CalendarSource] = []
    /// Schemas for the document of the interface, by name.
    public var schemas: [(name: String, schema: JSON)] = []

    public init(_ name: String) {
        self.name = name
    }
}

/// A line of the menu.
public struct MenuItem: Sendable {
    /// The group it stands in; empty for the top.
    public let group: String
    public let words: String
    let sign: HTML
    /// Where it leads for the unit whose desk is open.
    let path: @Sendable (ID<Unit>) -> Path
    /// The permission that shows it.
    let needs: Permission?
    /// Whether it is one of the few tabs of a phone.
    let isTab: Bool
    /// The beginnings of other addresses whose pages belong to it, such as `/people`.
    let covers: [String]

    public init(
        _ group: String, _ words: String, _ sign: HTML, needs: Permission?, isTab: Bool = false, covers: [String] = [],
        to path: @escaping @Sendable (ID<Unit>) -> Path
    ) {
        self.group = group
        self.words = words
        self.sign = sign
        self.needs = needs
        self.isTab = isTab
        self.covers = covers
        self.path = path
    }
}

/// A unit in which a person holds a post, as the switcher shows it.
public struct Desk: Sendable {
    public let unit: ID<Unit>
    public let unitPath: String
    public let unitName: String
    /// `校级 · 工会主席`
    public let role: String

    public init(unit: ID<Unit>, unitPath: String, unitName: String, role: String) {
        self.unit = unit
        self.unitPath = unitPath
        self.unitName = unitName
        self.role = role
    }
}

/// Something that must always hold in a federation's store.
public struct StoreCheck: Sendable {
    public let name: String
    public let flaws: @Sendable (Transaction) throws -> [String]

    public init(_ name: String, _ flaws: @escaping @Sendable (Transaction) throws -> [String]) {
        self.name = name
        self.flaws = flaws
    }
}

/// All that the rooms brought, joined once by `App`.
public struct Joined: Sendable {
    public let modules: [Module]

    public init(_ modules: [Module]) {
        self.modules = modules
    }

    public var migrations: [Migration] { modules.flatMap(\.migrations) }
    public var routes: [Route] { modules.flatMap(\.routes) }
    public var permissions: [Permission] { modules.flatMap(\.permissions) }
    public var menu: [MenuItem] { modules.flatMap(\.menu) }
    public var checks: [StoreCheck] { modules.flatMap(\.checks) }
    public var sealed: [SealedColumn] { modules.flatMap(\.sealed) }
    public var timelines: [TimelineSource] { modules.flatMap(\.timelines) }
    public var shelfHolders: [ShelfHolder] { modules.flatMap(\.shelfHolders) }
    public var followers: [PersonFollower] { modules.flatMap(\.followers) }
    public var duties: [DutyKind] { modules.flatMap(\.duties) }
    public var listeners: [Listener] { modules.flatMap(\.listeners) }
    public var daily: [String] { modules.flatMap(\.daily) }
    public var errands: [Errand] { modules.flatMap(\.errands) }
    public var tasks: [TaskSource] { modules.flatMap(\.tasks) }
    public var calendarSources: [CalendarSource] { modules.flatMap(\.calendarSources) }
    public var schemas: [(name: String, schema: JSON)] { modules.flatMap(\.schemas) }

    /// The duties of one federation that need its keys or its folder.
    public func siteDuties(of site: SiteFacts) -> [DutyKind] { modules.flatMap { $0.siteDuties?(site) ?? [] } }

    /// The bell of a person, when a room brings one.
    func ringing(for person: ID<Person>, in tx: Transaction) throws -> Ringing? {
        guard let bell = modules.lazy.compactMap(\.bell).first else { return nil }
        return Ringing(path: bell.path, unread: try bell.unread(person, tx))
    }

    /// The desks a person may sit at, from every room.
    public func desks(of person: ID<Person>, in tx: Transaction) throws -> [Desk] {
        try modules.compactMap(\.desks).flatMap { try $0(person, tx) }
    }
}
