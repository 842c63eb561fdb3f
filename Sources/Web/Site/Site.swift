public import Server

/// One federation's site: its store, its routes, and how a request becomes an answer.
public final class Site: Sendable {
    public let facts: SiteFacts
    public let store: Store
    private let router: Router
    /// Told of faults of ours, with their number; never of personal data.
    let report: @Sendable (Fault) -> Void
    /// Told of every visit when it is over.
    private let record: @Sendable (VisitRecord) -> Void
    let touches = SessionTouches()
    let calls = CallMeter()

    public init(
        facts: SiteFacts, store: Store, report: @escaping @Sendable (Fault) -> Void,
        record: @escaping @Sendable (VisitRecord) -> Void = { _ in }
    ) {
        self.facts = facts
        self.store = store
        self.report = report
        self.record = record
        router = Router(facts.joined.routes)
    }

    /// Answers one request. Never throws: whatever goes wrong becomes an honest page.
    public func answer(_ request: Request) async -> Response {
        var trace = VisitTrace()
        let response = await answer(request, &trace)
        if let session = trace.session, session.isDue(at: store.world.now()) { touches.add(session) }
        if request.isForPrograms { noteCall(request, response) }
        record(VisitRecord(request, response, federation: facts.name, trace))
        return response
    }

    private func answer(_ request: Request, _ trace: inout VisitTrace) async -> Response {
        let found = router.find(request.method, request.path)
        // What is the same for everybody asks nobody who they are: no cookie is read and none is made.
        if case .route(let route, _) = found, case .fixed(let make) = route.work {
            trace.route = route.pattern
            var response = make()
            Wire.dress(&response, for: request)
            return response
        }
        store.noteVisit()
        let wire = Wire(request, ring: facts.ring)
        switch found {
        case .nothing:
            return await refused(.missing, wire)
        case .otherMethods(let methods):
            var response = problem(405, "这个地址不接受这种请求", wire)
            response.headers.set("Allow", methods.joined(separator: ", "))
            return response
        case .route(let route, let captures):
            trace.route = route.pattern
            return await answer(route, captures, wire, &trace)
        }
    }

    private func answer(
        _ route: Route, _ captures: [String], _ wire: Wire, _ trace: inout VisitTrace
    ) async -> Response {
        do {
            if let seconds = secondsToWait(wire) { return tooMany(wire, seconds) }
            let call = try wire.call(captures)
            if route.method != .get { try wire.checkForgery(call.form) }
            do {
                let drawn = try await draw(route, call, wire)
                trace.note(drawn)
                return wire.response(drawn, facts)
            } catch let flaws as Flaws {
                return try await again(route, call, flaws, wire, &trace)
            } catch let problem as any Explained where !(problem is Token.Problem) {
                return try await again(route, call, Flaws("", problem.words), wire, &trace)
            }
        } catch {
            return await failed(error, wire)
        }
    }

    /// Runs the work in its transaction and draws what it gives.
    private func draw(_ route: Route, _ call: Call, _ wire: Wire) async throws -> Drawn {
        let (facts, token) = (facts, wire.sessionToken)
        switch route.work {
        case .fixed(let response):
            return Drawn(.response(response()), frame: nil)
        case .read(let handler):
            return try await store.read { tx in
                let arrival = try Self.arrival(call, token, facts, tx)
                return try Self.drawn(try handler(arrival, tx), arrival, facts, tx)
            }
        case .write(let handler, _):
            return try await written(route, handler, call, wire)
        case .open(let handler, _):
            let arrival = try await store.read { tx in try Self.arrival(call, token, facts, tx) }
            let answer = try await handler(arrival, store)
            guard case .page = answer.kind else { return Drawn(answer, frame: nil, session: arrival.visitor.session) }
            return try await store.read { tx in try Self.drawn(answer, arrival, facts, tx) }
        }
    }

    /// A write, once for each form key. A commit whose end is unknown is asked for again: the key tells.
    private func written(
        _ route: Route, _ handler: @escaping @Sendable (Arrival, Transaction) throws -> Answer, _ call: Call,
        _ wire: Wire
    ) async throws -> Drawn {
        let (facts, token) = (facts, wire.sessionToken)
        let key = call.sentKey
        let body: @Sendable (Transaction) throws -> Drawn = { tx in
            let arrival = try Self.arrival(call, token, facts, tx)
            if let key, let sent = try SentForm.first(key, in: tx) { return Drawn(sent.answer, frame: nil) }
            let answer = try handler(arrival, tx)
            if let key { try SentForm.insert(key, answer, in: tx) }
            return try Self.drawn(answer, arrival, facts, tx)
        }
        do {
            return try await store.write(body)
        } catch StoreProblem.unknownOutcome where key != nil {
            return try await store.write(body)
        } catch  where key != nil && SentForm.mayBeSecond(error) {
            let sent = try await store.read { tx in try key.flatMap { try SentForm.first($0, in: tx) } }
            guard let sent else { throw error }
            return Drawn(sent.answer, frame: nil)
        }
    }

    /// The form again, with its flaws; or the flaws alone where there is no form to show.
    private func again(
        _ route: Route, _ call: Call, _ flaws: Flaws, _ wire: Wire, _ trace: inout VisitTrace
    ) async throws -> Response {
        guard !wire.wantsJSON else { return wire.problem(flaws) }
        let (facts, token) = (facts, wire.sessionToken)
        let drawn = try await store.read { tx in
            let arrival = try Self.arrival(call, token, facts, tx).sending(call.form, flaws)
            let answer = try route.redraw.map { try $0(arrival, tx) } ?? flawsAlone(flaws)
            return try Self.drawn(answer, arrival, facts, tx)
        }
        trace.note(drawn)
        return wire.response(drawn, facts, status: 422, titlePrefix: "错误：")
    }

    /// Who is at the door.
    static func arrival(_ call: Call, _ token: String?, _ facts: SiteFacts, _ tx: Transaction) throws -> Arrival {
        if call.request.isForPrograms { return try programArrival(call, facts, tx) }
        let session = try token.flatMap { try Session.first(token: $0, in: tx) }
        guard let session, session.stage == .full else {
            return Arrival(visitor: Visitor(session: session, grants: []), call: call, site: facts)
        }
        let grants = try Grant.held(by: session.person, on: tx.today, in: tx)
        return Arrival(visitor: Visitor(session: session, grants: grants), call: call, site: facts)
    }

    /// The answer with what its frame needs, read in the same transaction.
    static func drawn(_ answer: Answer, _ arrival: Arrival, _ facts: SiteFacts, _ tx: Transaction) throws -> Drawn {
        let session = arrival.visitor.session
        guard case .page(let page) = answer.kind else {
            return Drawn(answer, frame: nil, session: session, statements: tx.statements)
        }
        var frame = Frame(
            page: page, visitor: arrival.visitor, desks: [], today: tx.today, path: arrival.call.request.path)
        if let session, session.stage == .full, page.shell.hasNavigation {
            frame.desks = try facts.joined.desks(of: session.person, in: tx)
            frame.ringing = try facts.joined.ringing(for: session.person, in: tx)
        }
        return Drawn(answer, frame: frame, session: session, statements: tx.statements)
    }
}

/// An answer on its way out of its transaction.
struct Drawn: Sendable {
    let answer: Answer
    let frame: Frame?
    let session: Session?
    /// How many statements the visit ran.
    let statements: Int

    init(_ answer: Answer, frame: Frame?, session: Session? = nil, statements: Int = 0) {
        self.answer = answer
        self.frame = frame
        self.session = session
        self.statements = statements
    }
}

extension Route {
    /// How the form is drawn again.
    var redraw: (@Sendable (Arrival, Transaction) throws -> Answer)? {
        switch work {
        case .read, .fixed: nil
        case .write(_, let again): again
        case .open(_, let again): again
        }
    }
}

/// A fault of ours, for the log.
public struct Fault: Sendable {
    public let number: String
    public let method: String
    public let path: String
    public let problem: String
}

private func flawsAlone(_ flaws: Flaws) -> Answer {
    .page(
        title: "没有办成", shell: .focus, status: 422,
        """
        \(flawSummary(flaws))<div class="card card-b narrow stack"><h1>没有办成</h1>
        <p>请返回上一页改好再试，填过的内容还在那一页上。</p></div>
        """)
}
