/// The part of a request that stands before its body.
public struct Head: Sendable {
    public let method: Method
    /// As in `Request`.
    public let path: String
    public let headers: Headers
    /// The length the client announced; nil when it sends in pieces of unknown total.
    public let announcedLength: Int?
}

/// What came with a request beside its head.
public enum Body: Sendable {
    case none
    /// JSON and the like; at most `ServerSettings.bodyLimit` bytes.
    case bytes([UInt8])
    case form(Submission)
}

/// One visit as the wire brought it, already checked: a value that holds nothing of the connection.
public struct Request: Sendable {
    /// `head` stays `head`: answer it as `get`, the server drops the body and keeps the length.
    public var method: Method
    /// Percent-decoded once; begins with "/", holds no ".." segment and no control character.
    public let path: String
    /// Decoded, in the order sent.
    public let query: [(name: String, value: String)]
    public let headers: Headers
    public let body: Body
    /// The client's address; what a proxy says of it counts only when the proxy is one of `settings.proxies`.
    public let remote: String
    /// Whether the client speaks TLS to a trusted proxy.
    public let isSecure: Bool
    let number: UInt64

    /// A request made by hand, for tests and for calls inside the process.
    public init(
        _ method: Method = .get, _ path: String = "/", query: [(name: String, value: String)] = [],
        headers: Headers = Headers(), body: Body = .none, host: String? = nil, remote: String = "127.0.0.1",
        isSecure: Bool = false, number: UInt64 = 0
    ) {
        var headers = headers
        if let host { headers.set("Host", host) }
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.remote = remote
        self.isSecure = isSecure
        self.number = number
    }

    /// The name the client asked for, in small letters and without a port; empty when it named none.
    public var host: String {
        guard let host = headers["Host"] else { return "" }
        let small = host.lowercased()
        if small.hasPrefix("["), let end = small.firstIndex(of: "]") { return String(small[...end]) }
        return String(small.prefix { $0 != ":" })
    }

    /// Sixteen hex digits that name this request in the log.
    public var id: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The first value of the query under that name.
    public func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The value of a cookie, as sent.
    public func cookie(_ name: String) -> String? {
        for line in headers.all("Cookie") {
            for pair in line.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
                    return String(pair.dropFirst(name.count + 1))
                }
            }
        }
        return nil
    }
}
