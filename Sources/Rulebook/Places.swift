import Web

/// Every address of the room.
enum Places {
    static let rules = Place("/units/:id/rules", ID<Unit>.self)
    static let export = Place("/units/:id/rules-export", ID<Unit>.self)
    static let rule = Place("/units/:id/rules/:key", ID<Unit>.self, String.self)
    static let propose = Place("/units/:id/rules/:key/changes", ID<Unit>.self, String.self)
    static let confirm = Place("/rule-changes/:id/confirmation", ID<RuleValue>.self)
    static let refuse = Place("/rule-changes/:id/refusal", ID<RuleValue>.self)
    static let withdraw = Place("/rule-changes/:id/withdrawal", ID<RuleValue>.self)
    static let calendar = Place("/calendar")

    /// Drawn by the room that keeps units.
    static let units = Place("/units")
    static let unit = Place("/units/:id", ID<Unit>.self)
}
