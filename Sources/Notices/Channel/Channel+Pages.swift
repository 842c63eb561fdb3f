import Couriers
import Federation
import Web

/// The ways out of a unit, and the hours of rest.
struct ChannelView: Sendable {
    let unit: UnitEntry
    let gateways: [Gateway]
    let quiet: QuietHours
    let past: [QuietHours]
    let isTop: Bool

    init(_ unit: UnitEntry, in tx: Transaction) throws {
        self.unit = unit
        gateways = try Gateway.all(of: unit, in: tx)
        quiet = try QuietHours.inForce(on: tx.today, in: tx)
        past = try QuietHours.all(in: tx)
        isTop = unit.parent == nil
    }
}

func channelPage(_ view: ChannelView, _ filled: Filled) -> HTML {
    let unit = view.unit
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "通知渠道", "站内消息总是有的；邮件、短信和群机器人在这里接。本单位没有接的，用上级的。",
            actions: button("添加渠道", to: Places.gatewayNew(unit.id), icon("plus-lg"), isPrimary: true)))
        <div class="stack"><section class="card" aria-label="渠道一览">\(gatewayTable(view))</section>\(quietCard(view, filled))</div>
        """
}

private func gatewayTable(_ view: ChannelView) -> HTML {
    guard !view.gateways.isEmpty else {
        return emptyState("还没有自己的渠道", "通知先以站内消息送达；没有账号的会员列入打印名单。")
    }
    return table(
        "渠道一览",
        [
            Column<Gateway>("名称", isName: true) { "\($0.name)" }, Column("渠道") { "\($0.kind.words)" },
            Column("主机") { "<span class=\"mono\">\($0.host)</span>" },
            Column("状态") { gateway in
                let words = gateway.lastProblem.map { "最近一次没有成功：\($0)" } ?? ""
                return
                    "\(tag(gateway.state.words, gateway.state == .open ? .done : .plain)) <small class=\"muted\">\(words)</small>"
            },
            Column("上次成功") { $0.usedAt.map(moment) ?? "<span class=\"muted\">—</span>" },
            Column("操作") { gateway in
                let opens = gateway.state == .paused
                return action(
                    opens ? "启用" : "暂停", to: Places.gatewayState(gateway.id), className: "btn sm",
                    hidden("state", opens ? "open" : "paused"))
            },
        ], view.gateways)
}

private func quietCard(_ view: ChannelView, _ filled: Filled) -> HTML {
    let lines = view.past.map { set in
        "\(set.from?.description ?? "") 起：\(set.words)（\(set.reason ?? "")）"
    }
    let fields: HTML = """
        <div class="form-grid">\(field(Field("starts", "开始", isRequired: true, hint: "如 21:00。", maximum: 5), filled))\
        \(field(Field("ends", "结束", isRequired: true, hint: "如 8:00；和开始相同就是不设。", maximum: 5), filled))\
        \(field(Field("from_day", "从哪天起", .date, isRequired: true), filled))\
        \(field(Field("reason", "依据", isRequired: true, hint: "如“主席办公会 2026 年第 3 次”。", maximum: 100), filled))</div>
        <div class="row"><button class="btn">保存</button></div>
        """
    return card(
        "免打扰时段", id: "h-quiet",
        """
        <p>现在是 <b>\(view.quiet.words)</b>。这段时间里不发短信，也不在群里说话；急件除外。</p>
        \(if: !lines.isEmpty, "<ul class=\"rows\">\(each: lines, { "<li class=\"row\">\($0)</li>" })</ul>")
        \(if: view.isTop, form(to: Places.quietHours(view.unit.id), fields))
        \(if: !view.isTop, "<p class=\"hint\">由联合会统一设定。</p>")
        """)
}

func gatewayNewPage(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let kinds = Gateway.Kind.allCases.map { (value: $0.rawValue, words: $0.words) }
    let securities = [("tls", "TLS（多为 465 端口）"), ("starttls", "STARTTLS（多为 587 端口）"), ("none", "不加密（仅内部网络）")]
    let secret = Field("secret", "密码、令牌或加签密钥", .password, hint: "存下以后谁也看不到，只能重填。", isWide: true)
    let inside: HTML = """
        <div class="form-grid">\(select(Field("kind", "渠道", isRequired: true), kinds, filled))\
        \(field(Field("name", "名称", isRequired: true, hint: "如“学校邮箱”。", maximum: 40), filled))\
        \(secretField(secret, filled))</div>
        <fieldset class="field"><legend class="h3">邮件服务器</legend><div class="form-grid">\
        \(field(Field("host", "服务器", hint: "如 smtp.example.cn。", maximum: 200), filled))\
        \(field(Field("port", "端口", hint: "465 或 587。", inputMode: "numeric", maximum: 5), filled))\
        \(select(Field("security", "加密"), securities.map { (value: $0.0, words: $0.1) }, filled))\
        \(field(Field("user", "账号", maximum: 200), filled))</div></fieldset>
        <fieldset class="field"><legend class="h3">短信网关、群机器人</legend>\
        \(field(Field("address", "接口地址", hint: "以 https:// 开头。短信网关收 JSON：id、to、text。", inputMode: "url", isWide: true, maximum: 500), filled))</fieldset>
        \(field(Field("sender", "发件地址或短信签名", hint: "邮件必填，如 gonghui@example.cn。", isWide: true, maximum: 200), filled))
        <div class="row"><button class="btn primary">添加</button>\(button("返回", to: Places.channels(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "添加渠道", "\(unit.name)和它下面的单位发通知时用。", crumbs: [("通知渠道", Places.channels(unit.id)), ("添加渠道", nil)]))
        <section class="card" aria-label="新的渠道"><div class="card-b">\(form(to: Places.channels(unit.id), inside))</div></section>
        """
}
