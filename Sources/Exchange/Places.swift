import Web

/// Every address of the room.
enum Places {
    /// Federation's, for the way back.
    static let unit = Place("/units/:id", ID<Unit>.self)

    static let interfaces = Place("/units/:id/interfaces", ID<Unit>.self)
    static let guide = Place("/units/:id/interfaces/guide", ID<Unit>.self)
    static let tokenNew = Place("/units/:id/interfaces/tokens/new", ID<Unit>.self)
    static let tokens = Place("/units/:id/interfaces/tokens", ID<Unit>.self)
    static let token = Place("/tokens/:id", ID<Token>.self)
    static let tokenEnd = Place("/tokens/:id/end", ID<Token>.self)
    static let tokenSuccessor = Place("/tokens/:id/successor", ID<Token>.self)
    static let webhookNew = Place("/units/:id/interfaces/webhooks/new", ID<Unit>.self)
    static let webhooks = Place("/units/:id/interfaces/webhooks", ID<Unit>.self)
    static let webhook = Place("/webhooks/:id", ID<Webhook>.self)
    static let webhookPing = Place("/webhooks/:id/ping", ID<Webhook>.self)
    static let webhookState = Place("/webhooks/:id/state", ID<Webhook>.self)
    static let webhookSecret = Place("/webhooks/:id/secret", ID<Webhook>.self)
    static let webhookFormerEnd = Place("/webhooks/:id/former-secret/end", ID<Webhook>.self)
    static let deliveryAgain = Place("/deliveries/:id/again", ID<Delivery>.self)

    static let apiUnits = Place("/api/v1/units")
    static let apiUnit = Place("/api/v1/units/:id", ID<Unit>.self)
    static let apiPosts = Place("/api/v1/posts")
    static let apiMembers = Place("/api/v1/members")
    static let apiMember = Place("/api/v1/members/:id", ID<Person>.self)
    static let apiNumbers = Place("/api/v1/members/:id/numbers", ID<Person>.self)
    static let apiChanges = Place("/api/v1/changes")
}
