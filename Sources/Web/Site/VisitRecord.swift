public import Server

/// What is kept of a visit for the log and the counts: nothing that tells who came or what they asked for.
public struct VisitRecord: Sendable {
    /// The number of the request.
    public let id: String
    public let method: String
    /// The pattern of the address, never the address; empty when it led nowhere.
    public let route: String
    public let status: Int
    /// Of the body; nil for files and streams, whose length only the server knows.
    public let bytes: Int?
    /// The short name of the federation; empty for the installation's own pages.
    public let federation: String
    public let statements: Int
    public let microseconds: Int

    public init(_ request: Request, _ response: Response, federation: String = "", _ trace: VisitTrace) {
        id = request.id
        method = request.method.rawValue
        route = trace.route
        status = response.status
        bytes =
            switch response.body {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .file, .stream: nil
            }
        self.federation = federation
        statements = trace.statements
        microseconds = trace.microseconds
    }
}

/// A visit while it lasts.
public struct VisitTrace: Sendable {
    private let start = ContinuousClock.now
    /// The pattern of the route that was found.
    public var route = ""
    var statements = 0
    var session: Session?

    public init(route: String = "") {
        self.route = route
    }

    mutating func note(_ drawn: Drawn) {
        statements = drawn.statements
        session = drawn.session
    }

    var microseconds: Int {
        let spent = (ContinuousClock.now - start).components
        return Int(spent.seconds) * 1_000_000 + Int(spent.attoseconds / 1_000_000_000_000)
    }
}
