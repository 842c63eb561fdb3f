import Web

/// One thing that changed, in the order in which a follower is told (变更).
///
/// Its number is given after the commit that changed the thing, by one hand at a time: see `ChangeFeed`. So whoever has read
/// up to a number never meets a smaller one later.
struct Change: Record, Equatable, Sendable {
    /// What a change is about.
    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case unit
        case member
        case post

        var words: String {
            switch self {
            case .unit: "单位"
            case .member: "会员"
            case .post: "职务"
            }
        }
    }

    /// The number, from 1, without gaps.
    let id: Int64
    let at: Instant
    /// `member.changed`
    let event: String
    let kind: Kind
    /// The unit's, person's or post's id.
    let subject: Int64
    /// Where the subject is now; nil when it is nowhere.
    let unit: ID<Unit>?
    /// Where it was before, if it left.
    let left: ID<Unit>?
    /// Names of the fields that changed; none where all may have.
    let fields: [String]

    static let columns: SQL = "c.id, c.at, c.event, c.kind, c.subject, c.unit_id, c.left_id, c.fields"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        at = try row.read("at")
        event = try row.read("event")
        kind = try row.read("kind")
        subject = try row.read("subject")
        unit = try row.read("unit_id")
        left = try row.read("left_id")
        let fields: String = try row.read("fields")
        self.fields = fields.split(separator: " ").map(String.init)
    }

    init(
        id: Int64, at: Instant, event: String, kind: Kind, subject: Int64, unit: ID<Unit>?, left: ID<Unit>?,
        fields: [String]
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.kind = kind
        self.subject = subject
        self.unit = unit
        self.left = left
        self.fields = fields
    }

    var json: JSON {
        [
            "mark": JSON(String(id)), "at": JSON(at), "event": JSON(event), "kind": JSON(kind.rawValue),
            "id": JSON(String(subject)), "unit": JSON(unit), "left_unit": JSON(left),
            "fields": .array(fields.map { JSON($0) }),
        ]
    }
}

/// What an audit entry is to those who follow changes.
struct ChangeMeaning: Equatable, Sendable {
    let event: String
    let kind: Change.Kind
    /// Whether the subject may have gone to another unit by it.
    let mayMove: Bool

    /// Nothing for acts that change no unit, member or post: looks, exports, accounts, tokens.
    init?(act: String, on subjectKind: String) {
        switch act {
        case "person.enter": self.init("member.entered", .member, mayMove: true)
        case "membership.change": self.init("member.changed", .member, mayMove: true)
        case "unit.found": self.init("unit.founded", .unit, mayMove: true)
        case "unit.move": self.init("unit.moved", .unit, mayMove: true)
        case "unit.dissolve": self.init("unit.ended", .unit, mayMove: false)
        case "post.give": self.init("post.given", .post, mayMove: false)
        case "post.end": self.init("post.ended", .post, mayMove: false)
        default:
            let parts = act.split(separator: ".")
            guard parts.count == 2, !Self.looks.contains(String(parts[1])) else { return nil }
            switch (parts[0], subjectKind) {
            case ("person", "person"), ("membership", "person"): self.init("member.changed", .member, mayMove: true)
            case ("unit", "unit"): self.init("unit.changed", .unit, mayMove: true)
            case ("post", "post"): self.init("post.changed", .post, mayMove: false)
            default: return nil
            }
        }
    }

    init(_ event: String, _ kind: Change.Kind, mayMove: Bool) {
        self.event = event
        self.kind = kind
        self.mayMove = mayMove
    }

    /// Verbs of acts that only look.
    private static let looks: Set<String> = ["reveal", "see", "look", "export", "print"]
}
