import Web

/// What Federation knows of a person's union life beside their spells, posts and units, which their file has at hand.
let federationTimelines: [TimelineSource] = [
    TimelineSource("imports", importEvents), TimelineSource("acts", actEvents),
    TimelineSource("consents", consentEvents),
]

/// A person's union life as one viewer may see it, the latest first.
struct Timeline: Sendable {
    let events: [TimelineEvent]

    /// Asks every room. The caller has found the person for the viewer and gives every spell, the latest first, and every post
    /// that the viewer may see.
    init(
        _ question: TimelineQuestion, _ spells: [SpellLine], _ posts: [HeldPost], _ joined: Joined, in tx: Transaction
    ) throws {
        var events = spellEvents(question, Array(spells.reversed())) + postEvents(posts, today: tx.today)
        events += try unitEvents(question, spells.map(\.spell), tx)
        for source in joined.timelines { events += try source.events(question, tx) }
        self.events = events.sorted(by: TimelineEvent.isLater)
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
