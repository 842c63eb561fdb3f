public import Vault

/// One thing that happened in a person's union life, as whoever asked may see it. Plain words: pages and programs draw them.
public struct TimelineEvent: Sendable {
    public let day: Day
    /// The moment, where it is known; within a day what has none stands first.
    public let at: Instant?
    public let kind: TimelineKind
    /// What happened, in a few words.
    public let words: String
    /// More of it; empty when there is no more to say.
    public let detail: String

    public init(day: Day, at: Instant? = nil, _ kind: TimelineKind, _ words: String, detail: String = "") {
        self.day = day
        self.at = at
        self.kind = kind
        self.words = words
        self.detail = detail
    }

    /// The order of a timeline: the latest first.
    public static func isLater(_ one: TimelineEvent, than other: TimelineEvent) -> Bool {
        let first = one.at ?? Instant(one.day), second = other.at ?? Instant(other.day)
        return (one.day, first) > (other.day, second)
    }
}

/// What sort of thing an event is: its word, by which a page may narrow, and its sign.
public struct TimelineKind: Sendable, Equatable {
    /// As the address has it: `membership`.
    public let name: String
    public let words: String
    public let sign: HTML

    public init(_ name: StaticString, _ words: String, _ sign: HTML) {
        self.name = name.description
        self.words = words
        self.sign = sign
    }

    public static func == (one: TimelineKind, other: TimelineKind) -> Bool { one.name == other.name }

    public static let membership = TimelineKind("membership", "会籍", icon("person-vcard"))
    public static let post = TimelineKind("post", "职务", icon("person-badge"))
    public static let unit = TimelineKind("unit", "单位", icon("diagram-3"))
    public static let file = TimelineKind("file", "资料", icon("pencil"))
    public static let consent = TimelineKind("consent", "同意", icon("hand-thumbs-up"))
    public static let look = TimelineKind("look", "查看", icon("eye"))
    public static let account = TimelineKind("account", "账号", icon("person-lock"))
}

/// Who reads a timeline.
public enum TimelineViewer: Sendable {
    /// The person themselves, who sees everything.
    case own
    /// An officer who may see the person, and of their life what lies where the permission holds.
    case officer(Officer)

    public var isOwn: Bool { if case .own = self { true } else { false } }

    /// Whether what happened in a unit is theirs to see.
    public func sees(_ path: String) -> Bool {
        switch self {
        case .own: true
        case .officer(let officer): officer.reaches(path)
        }
    }

    /// The same for what is public in the units above them too, such as who holds a post there.
    public func seesOrStandsBelow(_ path: String) -> Bool {
        switch self {
        case .own: true
        case .officer(let officer): officer.reaches(path) || officer.reaches.contains { $0.unitPath.hasPrefix(path) }
        }
    }

    /// Whether they hold another permission in a unit; the person themselves holds every one over their own file.
    public func may(_ permission: Permission, at path: String?) -> Bool {
        switch self {
        case .own: true
        case .officer(let officer): path.flatMap { officer.also(permission)?.reaches($0) } ?? false
        }
    }
}

/// What a source of the timeline is asked.
public struct TimelineQuestion: Sendable {
    /// The person, whom the caller has found for the viewer.
    public let person: ID<Person>
    /// The person and the entries that were merged into theirs.
    public let selves: [ID<Person>]
    /// The path of the person's unit today.
    public let path: String?
    public let viewer: TimelineViewer
    public let ring: KeyRing

    public init(
        _ person: ID<Person>, selves: [ID<Person>], path: String?, viewer: TimelineViewer, ring: KeyRing
    ) {
        self.person = person
        self.selves = selves
        self.path = path
        self.viewer = viewer
        self.ring = ring
    }

    /// How many events of one source a page needs; more are left out, the oldest first.
    public static let most = 100
}

/// Where events of a person's timeline come from. A source gives only what the viewer may see.
public struct TimelineSource: Sendable {
    public let name: String
    public let events: @Sendable (TimelineQuestion, Transaction) throws -> [TimelineEvent]

    public init(
        _ name: String, _ events: @escaping @Sendable (TimelineQuestion, Transaction) throws -> [TimelineEvent]
    ) {
        self.name = name
        self.events = events
    }
}
