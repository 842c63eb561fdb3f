/// stub
public final class Server: Sendable {
    public let settings: ServerSettings
    public init(_ settings: ServerSettings, answer: @Sendable @escaping (Request) async -> Response) {
        self.settings = settings
    }
    /// Listens.
    public func start() throws(ServerProblem) {}
    /// The port listened to.
    public var port: UInt16 { 0 }
    /// Counts.
    public var metrics: Metrics { Metrics() }
    /// Stops.
    public func stop(within seconds: Int) async {}
}
