public import Server
public import Vault

/// One visit of one person, admitted as `Who`: all that a handler may know and do, inside one transaction.
public struct Visit<Who: Sendable> {
    public let who: Who
    public let tx: Transaction
    public let call: Call
    public let site: SiteFacts

    /// What was sent.
    public var form: Form { call.form }
    /// What the form of this page shows: what was just sent with its flaws, or what the address carries.
    public var filled: Filled { call.filled }

    /// The same visit with another form's content on file, unless something was just sent.
    public func filled(else onFile: @autoclosure () -> [String: String]) -> Filled {
        call.isSent ? call.filled : Filled(onFile: onFile())
    }
}

/// A visit whose handler opens transactions itself: slow arithmetic, streams, long work.
public struct OpenVisit<Who: Sendable>: Sendable {
    public let who: Who
    public let store: Store
    public let call: Call
    public let site: SiteFacts

    public var form: Form { call.form }
    public var filled: Filled { call.filled }

    /// The answer that this very form got before, if it was sent before. Ask first, before slow arithmetic.
    public func earlierAnswer() async throws -> Answer? {
        guard let key = call.sentKey else { return nil }
        return try await store.read { tx in try SentForm.first(key, in: tx)?.answer }
    }

    /// One transaction that writes and gives the visit's answer, once for each form key: the same form sent again hears
    /// the same place and words, without cookies, for they were a secret of the first answer.
    public func writeOnce(_ body: @escaping @Sendable (Transaction) throws -> Answer) async throws -> Answer {
        let key = call.sentKey
        let written: @Sendable (Transaction) throws -> Answer = { tx in
            if let key, let sent = try SentForm.first(key, in: tx) { return sent.answer }
            let answer = try body(tx)
            if let key { try SentForm.insert(key, answer, in: tx) }
            return answer
        }
        do {
            return try await store.write(written)
        } catch StoreProblem.unknownOutcome where key != nil {
            return try await store.write(written)
        } catch  where key != nil && SentForm.mayBeSecond(error) {
            guard let sent = try await earlierAnswer() else { throw error }
            return sent
        }
    }
}

/// What came over the wire, apart from who sent it.
public struct Call: Sendable {
    public let request: Request
    public let form: Form
    public let filled: Filled
    /// Whether `filled` is what was just sent, with flaws.
    public let isSent: Bool
    /// The form's own key joined with the browser's, by which a form sent twice is known.
    let sentKey: String?
    /// The words caught by the address, in order.
    let captures: [String]

    /// A value after the `?`, trimmed; empty when it is wanting.
    public func query(_ name: String) -> String {
        request.query.first { $0.name == name }?.value.trimmingBlanks ?? ""
    }

    /// Whether a program asks: it takes JSON and no page.
    public var isForProgram: Bool {
        let accepted = request.headers["accept"] ?? ""
        return accepted.contains("application/json") && !accepted.contains("text/html")
    }

    /// The address as it was asked for, with its query: where to come back to.
    public var path: String {
        guard !request.query.isEmpty else { return request.path }
        return Path(segments: request.path.split(separator: "/").map(String.init)).with(request.query).text
    }
}

/// What every page of one federation's site may know.
public struct SiteFacts: Sendable {
    /// The short name, as in the host: `bj`.
    public let name: String
    /// `北京市教育工会`
    public let title: String
    /// Keys of this federation.
    public let ring: KeyRing
    /// What the rooms brought.
    public let joined: Joined
    /// Where uploaded and made files lie while they wait.
    public let filesFolder: String
    /// Shown on the sign-in page of a demo.
    public let demoAccounts: [DemoAccount]
    /// Whether what it sends out may go to addresses inside the house's own net, and without TLS.
    public let reachesInward: Bool

    public init(
        name: String, title: String, ring: KeyRing, joined: Joined, filesFolder: String,
        demoAccounts: [DemoAccount] = [], reachesInward: Bool = false
    ) {
        self.name = name
        self.title = title
        self.ring = ring
        self.joined = joined
        self.filesFolder = filesFolder
        self.demoAccounts = demoAccounts
        self.reachesInward = reachesInward
    }
}

/// An account that a demo shows at its door; there is none in a real federation.
public struct DemoAccount: Sendable {
    public let role: String
    public let signInName: String
    public let password: String

    public init(role: String, signInName: String, password: String) {
        self.role = role
        self.signInName = signInName
        self.password = password
    }
}
