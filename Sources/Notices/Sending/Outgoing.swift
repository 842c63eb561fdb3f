import Couriers
import Federation
import Vault
import Web

/// A message that is about to leave: everything that is needed to send it, gathered in the transaction that took it.
struct Outgoing: Sendable {
    /// Whose it is, to note what became of it.
    enum Target: Equatable, Sendable {
        case person(ID<Person>, NoticeChannel)
        case group
    }

    /// What is carried.
    enum Load: Sendable {
        case letter(Letter, Postbox)
        case parcel(Parcel)
        /// Nothing can be sent, and why.
        case nothing(String)
    }

    let notice: ID<Notice>
    let target: Target
    let gateway: ID<Gateway>?
    let attempts: Int
    let load: Load
    /// Whether the receiver says in the body of its answer if it took it.
    var saysInBody = false
}

/// Makes what leaves, for a few messages of one turn.
struct Packing {
    let ring: KeyRing
    let outreach: Outreach
    let tx: Transaction
    private var gateways: [ID<Notice>: [NoticeChannel: Gateway]] = [:]

    init(_ site: SiteFacts, _ tx: Transaction) {
        ring = site.ring
        outreach = site.outreach
        self.tx = tx
    }

    /// A message to one person.
    mutating func pack(_ notice: Notice, to person: ID<Person>, by channel: NoticeChannel, attempts: Int) throws
        -> Outgoing
    {
        if gateways[notice.id] == nil { gateways[notice.id] = try Gateway.open(above: notice.unitPath, in: tx) }
        let gateway = gateways[notice.id]?[channel]
        let load: Outgoing.Load
        if let gateway {
            let settings = try gateway.settings(ring)
            load = try channel == .email ? letter(notice, person, settings) : text(notice, person, settings)
        } else {
            load = .nothing("没有可用的\(channel.words)渠道。")
        }
        return Outgoing(
            notice: notice.id, target: .person(person, channel), gateway: gateway?.id, attempts: attempts, load: load)
    }

    private func letter(_ notice: Notice, _ person: ID<Person>, _ settings: GatewaySettings) throws -> Outgoing.Load {
        guard let from = try? MailAddress(settings.sender) else { return .nothing("发件地址不对。") }
        guard let to = try MailContact.address(of: person, ring: ring, in: tx) else {
            return .nothing("没有登记邮箱。")
        }
        let text = "\(notice.body)\n\n—— \(notice.unitName)\n这是工会发的通知。登录“教工之家”可以看到全部消息，也可以选择不再收这类邮件。"
        let letter = Letter(
            from: from, to: to, sender: notice.unitName, subject: notice.title, text: text,
            id: "notice-\(notice.id)-\(person)", at: tx.now)
        return .letter(letter, settings.postbox)
    }

    private func text(_ notice: Notice, _ person: ID<Person>, _ settings: GatewaySettings) throws -> Outgoing.Load {
        guard let phone = try WellKnown(of: person, ring: ring, in: tx).phone else { return .nothing("没有登记手机号。") }
        let sign = settings.sender.isEmpty ? notice.unitName : settings.sender
        let body: JSON = [
            "id": JSON("notice-\(notice.id)-\(person)"), "to": JSON(phone.digits),
            "text": JSON("【\(sign)】\(notice.title)。详情请登录“教工之家”查看。"),
        ]
        return parcel(settings.address, body, [("Authorization", "Bearer \(settings.secret)")])
    }

    /// A message to the group of a robot.
    func pack(_ notice: Notice, for gateway: Gateway, attempts: Int) throws -> Outgoing {
        let settings = try gateway.settings(ring)
        let day = notice.happensOn.map { "（\($0.plain)）" } ?? ""
        let body: JSON = [
            "msgtype": "text",
            "text": ["content": JSON("\(notice.unitName)：\(notice.title)\(day)\n\(notice.body)")],
        ]
        let address =
            gateway.kind == .dingtalk ? Robot.signed(settings.address, settings.secret, at: tx.now) : settings.address
        return Outgoing(
            notice: notice.id, target: .group, gateway: gateway.id, attempts: attempts,
            load: parcel(address, body, []), saysInBody: true)
    }

    private func parcel(_ address: String, _ body: JSON, _ more: [(name: String, value: String)]) -> Outgoing.Load {
        guard let address = try? WebAddress(address, outreach) else { return .nothing("接口地址不对。") }
        let headers = [(name: "Content-Type", value: "application/json")] + more
        return .parcel(Parcel(to: address, headers: headers, body: Array(body.text.utf8)))
    }
}

/// What is particular to robots of groups.
enum Robot {
    /// The address with the time and its signature, as DingTalk asks for: over the time in milliseconds, a line end and the
    /// secret.
    static func signed(_ address: String, _ secret: String, at now: Instant) -> String {
        guard !secret.isEmpty else { return address }
        let time = now.microseconds / 1_000
        let code = Base64.encode(MessageCode.of(Array("\(time)\n\(secret)".utf8), secret: Array(secret.utf8)))
        let query = Path.query([("timestamp", String(time)), ("sign", code)]).text.dropFirst()
        return address + (address.contains("?") ? "&" : "?") + query
    }

    /// Why a robot did not take a message, as its answer says; nil when it did. Both kinds answer 200 whatever happened.
    static func refusal(_ body: [UInt8]) -> String? {
        guard let json = try? JSON(parsing: body), let code = json["errcode"]?.integer else { return nil }
        return code == 0 ? nil : "机器人答复 \(code)：\(json["errmsg"]?.string?.prefix(80) ?? "")"
    }
}
