import Federation
import Web

let webhookRoutes: [Route] = [
    .get(Places.webhookNew, .officer(.exchangeKeep), askWebhook),
    .post(Places.webhooks, .officer(.exchangeKeep), addWebhook, again: askWebhook),
    .get(Places.webhook, .officer(.exchangeKeep), showWebhook),
    .post(Places.webhookPing, .officer(.exchangeKeep), pingWebhook),
    .post(Places.webhookState, .officer(.exchangeKeep), setWebhook),
    .post(Places.webhookSecret, .officer(.exchangeKeep), rotateSecret),
    .post(Places.webhookFormerEnd, .officer(.exchangeKeep), endFormerSecret),
    .post(Places.deliveryAgain, .officer(.exchangeKeep), sendAgain),
]

private func askWebhook(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "添加变更通知", webhookNewPage(unit, visit.filled))
}

private func addWebhook(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try WebhookDraft(visit.form, as: visit.who, at: unit.path, visit.site.outreach)
    let made = try Webhook.insert(draft, in: unit, by: visit.who, ring: visit.site.ring, visit.tx)
    try audit("webhook.add", "添加变更通知“\(draft.purpose)”", detail: draft.address, made.id, unit.id, visit)
    let words = "对方用它核对签名：算法是 HMAC-SHA256，细节见使用说明。"
    let next = button("抄好了，去试发一条", to: Places.webhook(made.id), isPrimary: true)
    return Answer.page(title: "签名密钥", secretPage("签名密钥", made.secret, words, next: next))
        .once(thenSee: Places.webhook(made.id), saying: "已添加，签名密钥只显示过一次。")
}

private func showWebhook(_ visit: Visit<Officer>, _ id: ID<Webhook>) throws -> Answer {
    let webhook = try Webhook.find(id, as: visit.who, in: visit.tx)
    let view = try WebhookView(webhook, as: visit.who, visit.call, in: visit.tx)
    return .page(title: "变更通知 · \(webhook.purpose)", json: webhook.json, webhookPage(view))
}

private func pingWebhook(_ visit: Visit<Officer>, _ id: ID<Webhook>) throws -> Answer {
    let webhook = try Webhook.find(id, as: visit.who, in: visit.tx)
    guard webhook.state == .open else { throw Flaws("", "请先启用，再试发。") }
    try Delivery.ping(webhook, in: visit.tx)
    return .see(Places.webhook(id), saying: "已试发一条，几秒后刷新看结果。")
}

private func setWebhook(_ visit: Visit<Officer>, _ id: ID<Webhook>) throws -> Answer {
    let webhook = try Webhook.find(id, as: visit.who, in: visit.tx)
    let state: Webhook.State = visit.form["state"] == "open" ? .open : .paused
    try webhook.set(state, in: visit.tx)
    let words = state == .open ? "启用" : "暂停"
    try audit("webhook.set", "\(words)变更通知“\(webhook.purpose)”", detail: "", id, webhook.unit, visit)
    return .see(Places.webhook(id), saying: "已\(words)。")
}

/// A new secret, shown once; the old one signs beside it for a day.
private func rotateSecret(_ visit: Visit<Officer>, _ id: ID<Webhook>) throws -> Answer {
    let webhook = try Webhook.find(id, as: visit.who, in: visit.tx)
    let secret = try webhook.rotate(visit.site.ring, in: visit.tx)
    try audit("webhook.secret", "更换变更通知“\(webhook.purpose)”的签名密钥", detail: "", id, webhook.unit, visit)
    let words = "\(Webhook.overlapHours) 小时内每条通知都带新、旧两个签名，请在这之前把新密钥交给对方。之后旧密钥失效。"
    let next = button("抄好了", to: Places.webhook(id), isPrimary: true)
    return Answer.page(title: "新的签名密钥", secretPage("新的签名密钥", secret, words, next: next))
        .once(thenSee: Places.webhook(id), saying: "密钥已更换，新密钥只显示过一次。")
}

private func endFormerSecret(_ visit: Visit<Officer>, _ id: ID<Webhook>) throws -> Answer {
    let webhook = try Webhook.find(id, as: visit.who, in: visit.tx)
    try webhook.endFormer(in: visit.tx)
    try audit("webhook.former", "停用变更通知“\(webhook.purpose)”的旧密钥", detail: "", id, webhook.unit, visit)
    return .see(Places.webhook(id), saying: "旧密钥已停用，从下一条起只用新密钥签名。")
}

private func sendAgain(_ visit: Visit<Officer>, _ id: ID<Delivery>) throws -> Answer {
    let delivery = try Delivery.find(id, as: visit.who, in: visit.tx)
    try delivery.again(in: visit.tx)
    return .see(Places.webhook(delivery.webhook), saying: "已排上，马上再发一次。")
}

private func audit(
    _ name: StaticString, _ words: String, detail: String, _ id: ID<Webhook>, _ unit: ID<Unit>, _ visit: Visit<Officer>
) throws {
    let act = Act(name, on: "webhook", id, detail: detail, words)
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
}
