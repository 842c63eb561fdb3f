import Federation
public import Web

extension Module {
    /// What the union says to units and to people, and how it comes to them.
    ///
    /// Glossary: 公文 official paper (`OfficialDocument`) · 机关代字 series · 文号 number · 主送、抄送 addressees · 来文 received
    /// paper · 签收 signing for it · 版式文件 its PDF · 通知 message (`Notice`) · 渠道 gateway · 送达 delivery · 免打扰时段 quiet hours ·
    /// 证书 certificate · 核验码 its code · 日历订阅 feed.
    public static func notices(seals: SealSource = .none) -> Module {
        var module = Module("notices")
        module.migrations = [
            permissionMigration, documentMigration, noticeMigration, channelMigration, certificateMigration,
            calendarMigration,
        ]
        module.routes =
            documentRoutes(seals) + noticeRoutes + channelRoutes + inboxRoutes + choiceRoutes + calendarRoutes
            + certificateRoutes(seals)
        module.menu = noticesMenu
        module.sealed = [
            SealedColumn("gateway", "settings_sealed", key: "id") { Gateway.place(ID($0.key)) },
            SealedColumn("mail_contact", "address_sealed", key: "person_id") { MailContact.place(ID($0.key)) },
        ]
        module.shelfHolders = [
            ShelfHolder("attachments of papers") { marks, tx in try Attachment.held(marks, in: tx) }
        ]
        module.followers = noticesFollowers
        module.duties = [Spreading.kind]
        module.listeners = [
            Listener("notices.document.tell", event: DocumentNews.event) { turn, tx in
                try DocumentNews.perform(turn.payload, tx)
                return .done
            }
        ]
        module.errands = [
            Errand("notices.deliver", every: .seconds(2)) { try await Delivering.turn($0, $1) }
        ]
        module.tasks = [TaskSource("notices.documents", documentTasks)]
        module.bell = Bell(to: Places.inbox()) { person, tx in try InboxLine.unread(of: person, in: tx) }
        module.calendarSources = [noticeDays]
        return module
    }
}

private let noticesMenu: [MenuItem] = [
    MenuItem("公文通知", "公文", icon("file-earmark-text"), needs: .documentKeep, covers: ["/documents"]) {
        Places.documents($0)
    },
    MenuItem("公文通知", "来文", icon("inbox"), needs: .unitSee) { Places.received($0) },
    MenuItem("公文通知", "会员通知", icon("megaphone"), needs: .noticeSend, covers: ["/notices"]) { Places.notices($0) },
    MenuItem("公文通知", "证书", icon("award"), needs: .certificateKeep, covers: ["/certificates"]) {
        Places.certificates($0)
    },
    MenuItem("公文通知", "通知渠道", icon("broadcast"), needs: .channelKeep) { Places.channels($0) },
]
