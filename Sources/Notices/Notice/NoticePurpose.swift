public import Web

/// What a message is for. A person chooses by purpose how they want to be told.
public enum NoticePurpose: String, CaseIterable, Sendable, Readable, Bindable {
    case organisation
    case document
    case rights
    case activity
    case election
    case dues
    case account

    public var words: String {
        switch self {
        case .organisation: "组织通知"
        case .document: "公文来文"
        case .rights: "权益与服务"
        case .activity: "活动与培训"
        case .election: "选举与民主管理"
        case .dues: "会费与经费"
        case .account: "账号与安全"
        }
    }

    /// A member's right to vote and the safety of an account cannot be switched off.
    public var isMandatory: Bool { self == .election || self == .account }

    /// What an officer may choose from; the others are the house's own.
    static let written: [NoticePurpose] = [.organisation, .rights, .activity, .election, .dues]
}

/// A way by which a message comes to one person.
public enum NoticeChannel: String, CaseIterable, Sendable, Readable, Bindable {
    case app
    case email
    case sms
    /// Printed, and handed over by the branch.
    case slip

    public var words: String {
        switch self {
        case .app: "站内消息"
        case .email: "电子邮件"
        case .sms: "短信"
        case .slip: "打印通知单"
        }
    }
}

/// What of a person decides how they can be told.
struct ContactFacts: Equatable, Sendable {
    var hasAccount = false
    var hasMail = false
    var hasPhone = false
    /// What they do not want for this purpose.
    var refused: Set<NoticeChannel> = []
}

extension NoticeChannel {
    /// The ways by which one person is told. Everybody is told by at least one; a message to the phone costs money and rings, so
    /// it goes only to whom nothing else reaches, or when it is urgent.
    ///
    /// `open` are the ways out that the house has today.
    static func ways(
        to contact: ContactFacts, for purpose: NoticePurpose, isUrgent: Bool, open: Set<NoticeChannel>
    ) -> [NoticeChannel] {
        let refused = purpose.isMandatory ? [] : contact.refused
        var ways: [NoticeChannel] = contact.hasAccount ? [.app] : []
        if contact.hasMail, open.contains(.email), !refused.contains(.email) { ways.append(.email) }
        let needsPhone = isUrgent || ways.isEmpty
        if needsPhone, contact.hasPhone, open.contains(.sms), !refused.contains(.sms) { ways.append(.sms) }
        return ways.isEmpty ? [.slip] : ways
    }
}
