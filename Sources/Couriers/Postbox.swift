/// A mail server that takes letters (SMTP), and how it is spoken to.
public struct Postbox: Equatable, Sendable {
    /// How the talk is kept from others' ears.
    public enum Security: String, CaseIterable, Sendable {
        /// TLS from the first byte, mostly at 465.
        case tls
        /// TLS before anything is said, mostly at 587.
        case starttls
        /// None: inside the house's own net only.
        case none
    }

    public let host: String
    public let port: Int
    public let security: Security
    /// Empty where the server asks nobody who they are.
    public let user: String
    public let password: String

    public init(host: String, port: Int, security: Security, user: String = "", password: String = "") {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
    }

    /// Whether a text is the name or number of a machine and nothing else.
    public static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x2E
            }
    }

    var address: String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)" }
}
