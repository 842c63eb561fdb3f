import Rulebook
public import Web

/// What posts let their holders do in Federation, one sentence each.
extension Permission {
    /// Looking at units and their posts.
    public static let unitSee = Permission("unit.see", "查看单位和职务")
    /// Founding, changing and ending units below.
    public static let unitKeep = Permission("unit.keep", "新建、修改、撤销单位")
    /// Giving and ending posts.
    public static let postKeep = Permission("post.keep", "任免工会职务")
    /// Looking at the register: names, numbers, units, states; sealed fields masked.
    public static let memberSee = Permission("member.see", "查看会员名册")
    /// Adding, changing and ending memberships.
    public static let memberKeep = Permission("member.keep", "登记、修改会员")
    /// Importing a file of members.
    public static let memberImport = Permission("member.import", "批量导入会员")
    /// Taking the register out as a file.
    public static let memberExport = Permission("member.export", "导出会员名册")
    /// Seeing a sealed field in full, with a reason that the person can read.
    public static let memberReveal = Permission("member.reveal", "查看完整证件号和手机号（须填写事由）")
    /// Reading the audit chain.
    public static let auditSee = Permission("audit.see", "查看审计记录")
    /// Opening and closing the accounts of members, and making their set-up slips.
    public static let accountKeep = Permission("account.keep", "管理登录账号")
    /// Making tokens for programs and saying where changes are sent.
    public static let exchangeKeep = Permission("exchange.keep", "管理数据接口（令牌和变更通知）")
    /// Drafting official papers, and signing for those that come in.
    public static let documentKeep = Permission("document.keep", "起草公文、签收来文")
    /// Issuing official papers with their numbers, giving them back, withdrawing them.
    public static let documentIssue = Permission("document.issue", "签发、退回、撤回公文")
    /// Sending messages to the members of a unit.
    public static let noticeSend = Permission("notice.send", "给会员发通知")
    /// Keeping the ways out: mail server, gateways of messages, hours of rest.
    public static let channelKeep = Permission("channel.keep", "管理通知渠道（邮件、短信、群机器人）")
    /// Making certificates and withdrawing them.
    public static let certificateKeep = Permission("certificate.keep", "制发、撤销证书")

    /// All of them, in the order of the matrix.
    static let federation: [Permission] = [
        unitSee, unitKeep, postKeep, memberSee, memberKeep, memberImport, memberExport, memberReveal, auditSee,
        accountKeep, exchangeKeep, documentKeep, documentIssue, noticeSend, channelKeep, certificateKeep, ruleSee,
        ruleKeep,
    ]
}
