import Web

/// What Federation itself knows of a person's union life.
let federationTimelines: [TimelineSource] = [
    TimelineSource("spells", spellEvents), TimelineSource("posts", postEvents),
    TimelineSource("imports", importEvents), TimelineSource("acts", actEvents),
    TimelineSource("consents", consentEvents),
]

/// A person's union life as one viewer may see it, the latest first.
struct Timeline: Sendable {
    let events: [TimelineEvent]

    /// Asks every room. The caller has found the person for the viewer.
    init(_ question: TimelineQuestion, _ joined: Joined, in tx: Transaction) throws {
        events = try joined.timelines.flatMap { try $0.events(question, tx) }.sorted(by: TimelineEvent.isLater)
    }

    /// The kinds there are, in the order in which they first appear.
    var kinds: [TimelineKind] {
        events.reduce(into: []) { kinds, event in if !kinds.contains(event.kind) { kinds.append(event.kind) } }
    }

    var json: JSON { .array(events.map(\.json)) }
}

extension TimelineEvent {
    var json: JSON {
        [
            "day": JSON(day), "at": at.map { JSON($0) } ?? .null, "kind": JSON(kind.name), "words": JSON(words),
            "detail": JSON(detail),
        ]
    }
}
