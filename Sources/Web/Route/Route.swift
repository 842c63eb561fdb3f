public import Server

/// One line of the table of routes: a place, who may come, and the handler. There is no way to make one without an `Access`.
public struct Route: Sendable {
    /// The work behind it, with the types of its visitor and captures taken away.
    enum Work: Sendable {
        case read(@Sendable (Arrival, Transaction) throws -> Answer)
        case write(
            @Sendable (Arrival, Transaction) throws -> Answer,
            again: (@Sendable (Arrival, Transaction) throws -> Answer)?)
        case open(
            @Sendable (Arrival, Store) async throws -> Answer,
            again: (@Sendable (Arrival, Transaction) throws -> Answer)?)
        case fixed(@Sendable () -> Response)
    }

    public let method: Method
    public let pattern: String
    /// As the golden file names it.
    public let access: String
    public let permission: Permission?
    let work: Work
    /// What the document of the interface says of it beyond the table.
    public private(set) var note: RouteNote?

    private init(method: Method, pattern: String, access: String, permission: Permission?, work: Work) {
        self.method = method
        self.pattern = pattern
        self.access = access
        self.permission = permission
        self.work = work
    }

    /// The same route with words for those who write programs.
    public func noted(_ note: RouteNote) -> Route {
        var route = self
        route.note = note
        return route
    }

    /// A page. Its transaction is read-only in the database, so a GET that writes fails.
    public static func get<Who: Sendable, each Capture: PathCapture>(
        _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> Route {
        let drawn = drawing(access, handler)
        return Route(
            method: .get, pattern: place.pattern, access: access.name, permission: access.permission, work: .read(drawn)
        )
    }

    /// A write without a form of its own: a button.
    public static func post<Who: Sendable, each Capture: PathCapture>(
        _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> Route {
        Route(
            method: .post, pattern: place.pattern, access: access.name, permission: access.permission,
            work: .write(drawing(access, handler), again: nil))
    }

    /// A write. When it fails with `Flaws`, `again` draws the form with them beside its fields; it reads only.
    public static func post<Who: Sendable, each Capture: PathCapture>(
        _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer,
        again: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> Route {
        Route(
            method: .post, pattern: place.pattern, access: access.name, permission: access.permission,
            work: .write(drawing(access, handler), again: drawing(access, again)))
    }

    /// A write that puts a thing into a state, however often it is sent: for programs.
    public static func put<Who: Sendable, each Capture: PathCapture>(
        _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> Route {
        Route(
            method: .put, pattern: place.pattern, access: access.name, permission: access.permission,
            work: .write(drawing(access, handler), again: nil))
    }

    /// A visit that opens transactions itself. There are about a dozen in the house, listed in the golden file.
    public static func open<Who: Sendable, each Capture: PathCapture>(
        _ method: Method, _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (OpenVisit<Who>, repeat each Capture) async throws -> Answer
    ) -> Route {
        Route(
            method: method, pattern: place.pattern, access: access.name, permission: access.permission,
            work: .open(opening(access, handler), again: nil))
    }

    /// The same with a form that is drawn again when it has flaws.
    public static func open<Who: Sendable, each Capture: PathCapture>(
        _ method: Method, _ place: Place<repeat each Capture>, _ access: Access<Who>,
        _ handler: @escaping @Sendable (OpenVisit<Who>, repeat each Capture) async throws -> Answer,
        again: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> Route {
        Route(
            method: method, pattern: place.pattern, access: access.name, permission: access.permission,
            work: .open(opening(access, handler), again: drawing(access, again)))
    }

    /// An answer that is the same for everybody and asks no store.
    public static func fixed(_ place: Place<>, _ response: @escaping @Sendable () -> Response) -> Route {
        Route(method: .get, pattern: place.pattern, access: "anyone", permission: nil, work: .fixed(response))
    }

    private static func opening<Who: Sendable, each Capture: PathCapture>(
        _ access: Access<Who>,
        _ handler: @escaping @Sendable (OpenVisit<Who>, repeat each Capture) async throws -> Answer
    ) -> @Sendable (Arrival, Store) async throws -> Answer {
        { arrival, store in
            let who = try access.admit(arrival.visitor)
            let visit = OpenVisit(who: who, store: store, call: arrival.call, site: arrival.site)
            var captures = CaptureReader(arrival.call.captures)
            return try await handler(visit, repeat try captures.next((each Capture).self))
        }
    }

    private static func drawing<Who: Sendable, each Capture: PathCapture>(
        _ access: Access<Who>, _ handler: @escaping @Sendable (Visit<Who>, repeat each Capture) throws -> Answer
    ) -> @Sendable (Arrival, Transaction) throws -> Answer {
        { arrival, tx in
            let who = try access.admit(arrival.visitor)
            let visit = Visit(who: who, tx: tx, call: arrival.call, site: arrival.site)
            var captures = CaptureReader(arrival.call.captures)
            return try handler(visit, repeat try captures.next((each Capture).self))
        }
    }

    /// Whether it opens transactions itself.
    public var isOpen: Bool { if case .open = work { true } else { false } }
}

/// Somebody at the door of a route, before it asks who they are.
struct Arrival: Sendable {
    let visitor: Visitor
    let call: Call
    let site: SiteFacts

    func sending(_ form: Form, _ flaws: Flaws) -> Arrival {
        let again = Call(
            request: call.request, form: form, filled: form.again(flaws), isSent: true, sentKey: call.sentKey,
            captures: call.captures)
        return Arrival(visitor: visitor, call: again, site: site)
    }
}
