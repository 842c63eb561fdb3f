import Federation
import Web

let channelRoutes: [Route] = [
    .get(Places.channels, .officer(.channelKeep), showChannels),
    .get(Places.gatewayNew, .officer(.channelKeep), askGateway),
    .post(Places.channels, .officer(.channelKeep), addGateway, again: askGateway),
    .post(Places.gatewayState, .officer(.channelKeep), setGateway),
    .post(Places.quietHours, .officer(.channelKeep), setQuietHours, again: showChannels),
]

private func showChannels(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let view = try ChannelView(unit, in: visit.tx)
    let onFile = [
        "starts": QuietHours.clock(view.quiet.starts), "ends": QuietHours.clock(view.quiet.ends),
        "from_day": visit.tx.today.description,
    ]
    return .page(title: "通知渠道", channelPage(view, visit.filled(else: onFile)))
}

private func askGateway(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "添加渠道", gatewayNewPage(unit, visit.filled(else: ["port": "465"])))
}

private func addGateway(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try GatewayDraft(visit.form, visit.site.outreach)
    let made = try Gateway.insert(draft, in: id, ring: visit.site.ring, visit.tx)
    try audit(
        Act("channel.add", on: "gateway", made, "添加\(draft.kind.words)“\(draft.name)”（\(draft.host)）"), unit.id, visit)
    return .see(Places.channels(id), saying: "渠道已添加，以后的通知会用上它。")
}

private func setGateway(_ visit: Visit<Officer>, _ id: ID<Gateway>) throws -> Answer {
    let gateway = try Gateway.find(id, as: visit.who, in: visit.tx)
    let state: Gateway.State = visit.form["state"] == "open" ? .open : .paused
    try gateway.set(state, visit.tx)
    let words = state == .open ? "启用" : "暂停"
    try audit(
        Act("channel.set", on: "gateway", id, "\(words)\(gateway.kind.words)“\(gateway.name)”"), gateway.unit, visit)
    return .see(Places.channels(gateway.unit), saying: "已\(words)。")
}

private func setQuietHours(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    guard unit.parent == nil else { throw Refusal.forbidden }
    var check = Check(visit.form)
    let starts = minute("starts", "开始", &check), ends = minute("ends", "结束", &check)
    let day = check.day("from_day", "日期"), reason = check.text("reason", "依据", 2...100)
    if check.flaws["from_day"] == nil, day < visit.tx.today { check.add("from_day", "不能早于今天：以前的时段已经按当时的办了。") }
    try check.done()
    let hours = QuietHours(starts: starts, ends: ends)
    try hours.insert(from: day, for: reason, by: visit.who.person, visit.tx)
    try audit(Act("channel.quiet", on: "unit", id, detail: reason, "免打扰时段自 \(day) 起为 \(hours.words)"), id, visit)
    return .see(Places.channels(id), saying: "免打扰时段已保存。")
}

/// A time of day as people type it: 21:00, 8：00.
private func minute(_ name: String, _ label: String, _ check: inout Check) -> Int {
    let parts = check.typed(name).split { $0 == ":" || $0 == "：" }.map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
        (0..<60).contains(minute)
    else {
        check.add(name, "\(label)读不出时间，请写成 21:00 这样。")
        return 0
    }
    return hour * 60 + minute
}

private func audit(_ act: Act, _ unit: ID<Unit>, _ visit: Visit<Officer>) throws {
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
}
