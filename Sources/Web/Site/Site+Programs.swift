import Server

extension Request {
    /// Whether it goes to an address for programs, which asks for a token and looks at no cookie.
    var isForPrograms: Bool { path.hasPrefix("/api/v1/") }

    /// The token that came with it.
    var bearer: String? {
        guard let header = headers["authorization"], header.utf8.count < 200 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].filter { $0 != " " })
    }
}

extension Site {
    /// The program at the door. Fails with the reason when its token is not let in.
    static func programArrival(_ call: Call, _ facts: SiteFacts, _ tx: Transaction) throws -> Arrival {
        guard let secret = call.request.bearer else { throw Token.Problem.none }
        let token = try Token.admitted(secret, from: call.request.remote, in: tx)
        let held = try Grant.held(by: token.maker, on: tx.today, in: tx)
        return Arrival(visitor: Visitor(token: token, makerHolding: held), call: call, site: facts)
    }

    /// Seconds that a program must wait before it may call again; nil when it may call now.
    func secondsToWait(_ wire: Wire) -> Int? {
        guard wire.request.isForPrograms else { return nil }
        return calls.secondsToWait(wire.request.bearer, from: wire.request.remote, at: store.world.now())
    }

    func tooMany(_ wire: Wire, _ seconds: Int) -> Response {
        var response = problem(429, "调用太频繁", wire, detail: "请在 \(seconds) 秒后再试，见 Retry-After。")
        response.headers.set("Retry-After", String(seconds))
        return response
    }

    /// A call that was not let in, with the reason: whoever holds the token may know it.
    func unauthorized(_ problem: Token.Problem, _ wire: Wire) -> Response {
        var response = self.problem(401, "令牌不能用", wire, detail: problem.words)
        response.headers.set(
            "WWW-Authenticate", problem == .none ? "Bearer" : "Bearer error=\"invalid_token\"")
        return response
    }

    /// Counts a call, to be written down beside the visits; one that was not let in is held against its address.
    func noteCall(_ request: Request, _ response: Response) {
        guard let secret = request.bearer else { return }
        let now = store.world.now()
        if response.status == 401 { return calls.noteFailure(from: request.remote, at: now) }
        guard response.status != 429 else { return }
        calls.noteUse(Token.digest(of: secret), from: request.remote, at: now)
    }

    /// Writes down how often tokens were used since the last time.
    public func writeTokenUses() async throws {
        let uses = calls.takeUses()
        guard !uses.isEmpty else { return }
        try await store.write { tx in try Token.note(uses, in: tx) }
    }

    /// Writes down the use of tokens beside the visits, until its task is cancelled. What cannot be written is lost: it
    /// is a count for people.
    public func keepTokens() async {
        while !Task.isCancelled {
            try? await writeTokenUses()
            try? await Task.sleep(for: .seconds(3))
        }
    }
}
