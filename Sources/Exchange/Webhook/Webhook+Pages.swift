import Federation
import Web

/// The form for an address that changes are sent to.
func webhookNewPage(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let address = Field(
        "address", "接收地址", isRequired: true, hint: "对方系统给的地址，以 https:// 开头。", inputMode: "url", isWide: true,
        maximum: 500)
    let inside: HTML = """
        <div class="form-grid">\(field(Field("purpose", "用途", isRequired: true, hint: "给哪个系统，如“人事系统”。", isWide: true, maximum: 60), filled))
        \(field(address, filled))</div>
        \(boxes("kind", "哪些变更", Change.Kind.allCases.map { ($0.rawValue, $0.words) }, filled))
        <div class="row"><button class="btn primary">添加</button>\(button("返回", to: Places.interfaces(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "添加变更通知", "“\(unit.name)”和它下面的单位一有变更就发去通知：只有编号和改了哪几项，没有姓名和号码。",
            crumbs: [("数据接口", Places.interfaces(unit.id)), ("添加变更通知", nil)]))
        <section class="card" aria-label="新的接收地址"><div class="card-b">\(form(to: Places.webhooks(unit.id), inside))</div></section>
        """
}

/// What the page of one address shows.
struct WebhookView {
    let webhook: Webhook
    let unit: UnitEntry
    let counts: [Delivery.State: Int]
    let state: Delivery.State?
    let deliveries: [Delivery]
    let next: Path?
    let isFirst: Bool
    let now: Instant

    static let pageSize = 50

    init(_ webhook: Webhook, as officer: Officer, _ call: Call, in tx: Transaction) throws {
        self.webhook = webhook
        unit = try UnitEntry.find(webhook.unit, as: officer, in: tx)
        now = tx.now
        counts = try Delivery.counts(of: webhook, in: tx)
        let state = Delivery.State(rawValue: call.query("state"))
        self.state = state
        let before = ID<Delivery>(call.query("before"))
        isFirst = before == nil
        let found = try Delivery.page(of: webhook, state, before: before, limit: Self.pageSize + 1, in: tx)
        deliveries = Array(found.prefix(Self.pageSize))
        next =
            found.count > Self.pageSize
            ? Places.webhook(webhook.id).with([
                ("state", state?.rawValue ?? ""), ("before", deliveries.last?.id.description ?? ""),
            ]) : nil
    }

    var path: Path { Places.webhook(webhook.id) }
}

extension Webhook {
    var json: JSON {
        [
            "id": JSON(id), "unit": JSON(unit), "purpose": JSON(purpose), "address": JSON(address),
            "kinds": .array(kinds.map { JSON($0.rawValue) }), "state": JSON(state.rawValue), "failures": JSON(failures),
            "sent_at": sentAt.map { JSON($0) } ?? .null, "maker": JSON(makerName),
        ]
    }
}

/// One address with its messages.
func webhookPage(_ view: WebhookView) -> HTML {
    let webhook = view.webhook
    let all: [Fact] = [
        ("接收地址", "<span class=\"mono\">\(webhook.address)</span>"),
        ("状态", tag(webhook.state.words, webhook.state.tone)),
        ("单位", "\(view.unit.name)和它下面的单位"), ("变更", "\(webhook.kinds.map(\.words).joined(separator: "、"))"),
        ("添加", "\(webhook.makerName)，\(moment(webhook.madeAt))"),
        ("上次送达", webhook.sentAt.map(moment) ?? "还没有"),
    ]
    return """
        \(pageHead(
            webhook.purpose, "变更通知", crumbs: [("数据接口", Places.interfaces(view.unit.id)), (webhook.purpose, nil)],
            actions: webhookActions(webhook)))
        <div class="stack">\(standing(webhook))\(card("接收方", id: "h-webhook", facts(all)))
        \(card("签名密钥", id: "h-secret", secretCard(view)))
        <section class="card" aria-labelledby="h-log"><div class="card-h"><h2 id="h-log">发送记录</h2></div>
        <div class="card-b">\(chips("发送状态", stateChips(view)))</div>\(log(view))</section></div>
        """
}

private func standing(_ webhook: Webhook) -> HTML {
    switch webhook.state {
    case .stopped:
        return note("连续 \(Webhook.patienceDays) 天没有送达，或对方答复不再接收，已自动停用。核对地址后可以重新启用，等着的会接着发。", .bad)
    case .paused: return note("已暂停。暂停期间的变更不会补发，对方可以凭令牌读取变更补齐。", .due)
    case .open where webhook.failures > 0:
        return note("最近 \(webhook.failures) 次没有送达，正在按越来越长的间隔重试。", .due)
    case .open: return .none
    }
}

/// The way to a new secret, and until when the old one signs too.
private func secretCard(_ view: WebhookView) -> HTML {
    let webhook = view.webhook
    let former = webhook.formerUntil.flatMap { $0 > view.now ? $0 : nil }
    let both: HTML = """
        <p>已经更换：到 \(some: former, moment) 为止，每条通知都带新、旧两个签名。对方换好以后，可以提前停用旧密钥。</p>\
        \(action("立即停用旧密钥", to: Places.webhookFormerEnd(webhook.id), className: "btn danger"))
        """
    let one: HTML = """
        <p>密钥泄露、人员变动，或按规定定期更换时，在这里换一个。新密钥只显示一次；\(Webhook.overlapHours) 小时内新、旧两个都签名，\
        对方不会漏收。</p>\(action("更换签名密钥", to: Places.webhookSecret(webhook.id)))
        """
    return "<div class=\"stack-s\">\(former == nil ? one : both)</div>"
}

private func webhookActions(_ webhook: Webhook) -> HTML {
    let opens = webhook.state != .open
    return """
        \(if: !opens, action("试发一条", to: Places.webhookPing(webhook.id)))
        \(action(opens ? "重新启用" : "暂停", to: Places.webhookState(webhook.id), className: opens ? "btn primary" : "btn", hidden("state", opens ? "open" : "paused")))
        """
}

private func stateChips(_ view: WebhookView) -> [Chip] {
    let all = Chip(
        "全部", count: view.counts.values.reduce(0, +), to: view.path, isChosen: view.state == nil)
    return [all]
        + Delivery.State.allCases.map { state in
            Chip(
                state.words, count: view.counts[state] ?? 0, to: view.path.with("state", state.rawValue),
                isChosen: state == view.state)
        }
}

private func log(_ view: WebhookView) -> HTML {
    guard !view.deliveries.isEmpty else {
        return emptyState("还没有发送记录", "可以先试发一条，看看对方能不能收到。")
    }
    return """
        \(table("发送记录一览", deliveryColumns, view.deliveries))
        \(pager(shown: view.deliveries.count, total: nil, unit: "条", first: view.isFirst ? nil : view.path, next: view.next))
        """
}

private let deliveryColumns: [Column<Delivery>] = [
    Column("时间", isName: true) { moment($0.madeAt) },
    Column("事件") { "<span class=\"mono\">\($0.event)</span>" },
    Column("编号") { "<span class=\"mono\">\($0.message)</span>" },
    Column("结果") {
        "<span>\(tag($0.state.words, $0.state.tone)) <small class=\"muted\">\($0.problem ?? "")</small></span>"
    },
    Column("次数", isFigure: true) { "\($0.attempts)" },
    Column("下次") { $0.state == .waiting ? moment($0.dueAt) : "<span class=\"muted\">—</span>" },
    Column("操作") {
        $0.state == .waiting ? .none : action("再发一次", to: Places.deliveryAgain($0.id), className: "btn sm")
    },
]
