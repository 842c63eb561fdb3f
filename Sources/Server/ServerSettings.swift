/// What the server listens to and what it bears.
public struct ServerSettings: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes any free one.
    public var port: UInt16 = 0
    /// Threads that move bytes; none of them ever waits for Swift.
    public var threads = 1
    /// Connections at once; more wait in the system's queue.
    public var connections = 4096
    /// Connections at once from one address, 0 for any number. Behind a proxy every client has one address.
    public var connectionsPerAddress = 0
    /// How long a kept connection may wait for its next request, and a client may take nothing of an answer.
    public var idleTimeout = Duration.seconds(30)
    /// For a whole head, however it drips.
    public var headDeadline = Duration.seconds(10)
    /// For a whole body, however it drips.
    public var bodyDeadline = Duration.seconds(120)
    /// For an answer; after it the task is cancelled and the client gets 503.
    public var answerDeadline = Duration.seconds(30)
    /// Bytes of request line and header fields together.
    public var headLimit = 16 << 10
    /// Bytes of a body kept in memory: JSON, a urlencoded form, the fields of a multipart form together.
    public var bodyLimit = 1 << 20
    /// Bytes of a multipart body with its files.
    public var uploadLimit = 64 << 20
    /// Fields and files of one form together.
    public var fieldLimit = 2000
    /// Where uploads wait; made when it is missing.
    public var spool = "/tmp/unionhome-spool"
    /// Addresses of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var proxies: Set<String> = []
    /// Requests being answered at once; above it 503 at once with `Retry-After`.
    public var inFlightLimit = 1024
    /// Media types of a body, beside forms and `…+json`; another one gets 415.
    public var bodyTypes: Set<String> = ["application/json", "application/octet-stream", "text/plain", "text/csv"]
    /// Asked with the head before a body is read, on the thread that moves bytes: it must not wait.
    /// Nil lets the body in.
    public var admit: (@Sendable (Head) -> Response?)?

    public init(host: String = "127.0.0.1", port: UInt16 = 0) {
        self.host = host
        self.port = port
    }
}
