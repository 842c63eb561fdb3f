import Couriers
import Vault
import Web

/// A way out of the house that an officer has set up (通知渠道): a mail server, a gateway for text messages, a robot of a group.
///
/// Address and secret are sealed; the page shows the machine's name alone, because a robot's address is itself the secret.
struct Gateway: Equatable, Sendable {
    /// What it carries.
    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case email
        case sms
        case wecom
        case dingtalk

        var words: String {
            switch self {
            case .email: "邮件服务器"
            case .sms: "短信网关"
            case .wecom: "企业微信群机器人"
            case .dingtalk: "钉钉群机器人"
            }
        }

        /// The channel to one person; robots speak to a group.
        var channel: NoticeChannel? {
            switch self {
            case .email: .email
            case .sms: .sms
            case .wecom, .dingtalk: nil
            }
        }
    }

    enum State: String, Sendable, Readable, Bindable {
        case open
        case paused

        var words: String { self == .open ? "启用" : "已暂停" }
    }

    let id: ID<Gateway>
    let unit: ID<Unit>
    let kind: Kind
    let name: String
    let host: String
    let sealed: Sealed
    let state: State
    /// Since the last good answer.
    let failures: Int
    let lastProblem: String?
    let usedAt: Instant?

    static func place(_ id: ID<Gateway>) -> SealContext {
        SealContext(table: "gateway", column: "settings_sealed", row: id)
    }

    func settings(_ ring: KeyRing) throws -> GatewaySettings {
        let text = try ring.openText(sealed, for: Self.place(id))
        return GatewaySettings(try JSON(parsing: Array(text.utf8)))
    }
}

/// What is needed to speak to a gateway: sealed as one text.
struct GatewaySettings: Equatable, Sendable {
    /// `https://…` for gateways of the web; empty for mail.
    var address = ""
    /// What proves who we are; empty where nothing does.
    var secret = ""
    /// Of a mail server.
    var host = ""
    var port = 465
    var security = Postbox.Security.tls
    var user = ""
    /// Whose address letters come from, or how text messages are signed.
    var sender = ""

    var json: JSON {
        [
            "address": JSON(address), "secret": JSON(secret), "host": JSON(host), "port": JSON(port),
            "security": JSON(security.rawValue), "user": JSON(user), "sender": JSON(sender),
        ]
    }

    init(_ json: JSON) {
        address = json["address"]?.string ?? ""
        secret = json["secret"]?.string ?? ""
        host = json["host"]?.string ?? ""
        port = json["port"]?.integer.map { Int($0) } ?? 465
        security = (json["security"]?.string).flatMap { Postbox.Security(rawValue: $0) } ?? .tls
        user = json["user"]?.string ?? ""
        sender = json["sender"]?.string ?? ""
    }

    init() {}

    var postbox: Postbox { Postbox(host: host, port: port, security: security, user: user, password: secret) }
}

extension SiteFacts {
    /// Where this house may send to: a demo to its own machine too.
    var outreach: Outreach {
        if reachesInward { return .inward }
        return demoAccounts.isEmpty ? .world : .loopback
    }
}
