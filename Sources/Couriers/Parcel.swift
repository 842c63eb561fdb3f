public import Base

/// Something to be sent to another machine by POST.
public struct Parcel: Sendable {
    public let address: WebAddress
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]

    public init(to address: WebAddress, headers: [(name: String, value: String)], body: [UInt8]) {
        self.address = address
        self.headers = headers
        self.body = body
    }
}

/// What became of a parcel.
public enum Receipt: Equatable, Sendable {
    /// The other side answered, with a wait that it asks for, if it does.
    case answered(status: Int, retryAfter: Int?)
    case failed(DeliveryProblem)
}

/// Why nobody answered, for whoever keeps the address.
public enum DeliveryProblem: String, Explained, Equatable, Sendable {
    case unresolved
    case inward
    case unreachable
    case certificate
    case slow
    case tooLong
    case notLetIn
    case broken

    public var words: String {
        switch self {
        case .unresolved: "域名解析不到地址。"
        case .inward: "域名指向内部网络的地址，不允许发送。"
        case .unreachable: "连接不上。"
        case .certificate: "对方的证书没有通过校验。"
        case .slow: "对方没有在规定时间内应答。"
        case .tooLong: "对方的应答太长。"
        case .notLetIn: "账号或密码没有通过。"
        case .broken: "传输中断。"
        }
    }
}

/// Where parcels may go.
public enum Outreach: String, Sendable {
    /// Public addresses, over TLS.
    case world
    /// This machine too, without TLS: for a demo and for tests.
    case loopback
    /// Addresses of private nets too, with or without TLS: the operator says that the house stands inside such a net.
    case inward
}
