/// An answer that is written while it is sent: an export, or events.
///
/// The body runs as the request's own task once the answer is on its way. When it returns, the answer ends well;
/// when it throws, the connection is cut, so that the client sees that something is missing. It is cancelled when
/// the client goes away.
public struct Stream: Sendable {
    /// Bytes that may wait for a slow client before `write` waits.
    public let capacity: Int
    /// Whether it goes on until the client leaves. Such a stream is ended first when the server stops.
    public let isEndless: Bool
    let body: @Sendable (Pen) async throws -> Void

    public init(
        capacity: Int = 64 << 10, isEndless: Bool = false, body: @Sendable @escaping (Pen) async throws -> Void
    ) {
        self.capacity = capacity
        self.isEndless = isEndless
        self.body = body
    }

    /// Runs the body to its end and gathers what it wrote. For tests and small exports.
    public func bytes() async throws -> [UInt8] {
        let channel = Channel(capacity: .max)
        try await body(Pen(channel: channel))
        return channel.taken()
    }
}

/// What the body of a stream writes with.
public struct Pen: Sendable {
    let channel: Channel

    /// Waits while the client has not taken enough of what was written before.
    ///
    /// Throws `ClientGone` when nobody reads any more and `CancellationError` when the task was cancelled.
    public func write(_ bytes: [UInt8]) async throws { try await channel.write(bytes) }

    /// As UTF-8; waits and throws like the bytes.
    public func write(_ text: String) async throws { try await channel.write(Array(text.utf8)) }

    /// Waits and throws like the bytes.
    public func write(_ event: Event) async throws { try await channel.write(Array(event.encoded.utf8)) }

    /// A comment that browsers ignore and proxies count as life. Due every 15 s or so on a quiet stream of events.
    public func keepAlive() async throws { try await channel.write([0x3A, 0x0A, 0x0A]) }
}

/// The reader of a stream has left.
public struct ClientGone: Error {
    public init() {}
}

/// One server-sent event.
public struct Event: Sendable {
    public var name: String?
    public var id: String?
    /// May hold several lines.
    public var data: String

    public init(name: String? = nil, id: String? = nil, data: String) {
        self.name = name
        self.id = id
        self.data = data
    }

    /// The event as it stands on the wire. Line ends in name and id are dropped, those in the data keep their place.
    public var encoded: String {
        var text = ""
        if let name { text += "event: \(name.filter { !$0.isNewline })\n" }
        if let id { text += "id: \(id.filter { !$0.isNewline })\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        return text + "\n"
    }
}

extension Response {
    /// A stream of server-sent events, which ends when the client leaves, the body returns or the server stops.
    public static func events(_ body: @Sendable @escaping (Pen) async throws -> Void) -> Response {
        Response(
            headers: [
                "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
            ], body: .stream(Stream(isEndless: true, body: body)))
    }
}
