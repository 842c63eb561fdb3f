import Federation
import Server
import Web

let quotaRoutes: [Route] = [
    .get(Places.quotas, .officer(.unitSee), listQuotas),
    .get(Places.quotaNew, .officer(.quotaKeep), askQuota),
    .post(Places.quotas, .officer(.quotaKeep), openQuota, again: askQuota),
    .get(Places.quota, .officer(.unitSee), showQuota),
    .get(Places.quotaSplit, .officer(.quotaKeep), previewSplit),
    .post(Places.quotaSplit, .officer(.quotaKeep), splitQuota, again: previewAgain),
    .post(Places.quotaMoves, .officer(.quotaKeep), moveQuota, again: showQuota),
    .post(Places.quotaRecall, .officer(.quotaKeep), recallQuota, again: showQuota),
    .post(Places.quotaClosing, .officer(.quotaKeep), closeQuota),
    .open(.get, Places.quotaSheet, .officer(.unitSee), takeQuotaSheet),
    .open(.post, Places.quotaSheet, .officer(.quotaKeep), readQuotaSheet, again: showQuota),
    .post(Places.quotaHoldUse, .officer(.quotaKeep), useHold),
    .post(Places.quotaHoldEnd, .officer(.quotaKeep), endHold),
]

private func listQuotas(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let quotas = try Quota.all(of: id, in: visit.tx)
    let mayKeep = visit.who.also(.quotaKeep)?.reaches(unit.path) ?? false
    let json: JSON = ["quotas": .array(quotas.map { ["id": JSON($0.id), "name": JSON($0.name)] })]
    return .page(title: "名额", json: json, quotaListPage(unit, quotas, mayKeep: mayKeep))
}

private func askQuota(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "设立名额", quotaForm(unit, visit.filled(else: ["measure": "人"])))
}

private func openQuota(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    let draft = try QuotaDraft(visit.form, today: visit.tx.today)
    let quota = try Quota.open(draft, at: unit, by: visit.who.person, in: visit.tx)
    try audit(visit, quota, id, "设立名额“\(draft.name)”，合计 \(draft.categories.map(\.total).reduce(0, +))")
    return .see(Places.quota(quota, id), saying: "已设立，可以分给下级了。")
}

/// The quota at a unit that the visitor may see.
private func view(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> QuotaView {
    let found = try UnitEntry.find(unit, as: visit.who, in: visit.tx)
    return try QuotaView(Quota.find(id, in: visit.tx), found, as: visit.who, in: visit.tx)
}

private func showQuota(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    return .page(title: view.quota.name, json: view.json, quotaPage(view, visit.filled))
}

/// What a rule would give. Flaws of the rule are shown on the quota's page, with what was typed.
private func previewSplit(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    do {
        let preview = try QuotaPreview(view, visit.call.query)
        let json: JSON = [
            "left": JSON(preview.split.left),
            "lots": .array(preview.lots.map { ["unit": JSON($0.unit), "amount": JSON($0.amount)] }),
        ]
        return .page(title: "分配预览", json: json, quotaPreviewPage(preview, .empty))
    } catch let flaws as Flaws {
        let typed = Filled(pairs: visit.call.request.query.map { (name: $0.name, value: $0.value) }, flaws: flaws)
        return .page(title: view.quota.name, status: 422, quotaPage(view, typed))
    }
}

private func previewAgain(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    guard let preview = try? QuotaPreview(view, { visit.filled[$0] }) else {
        return .page(title: view.quota.name, quotaPage(view, visit.filled))
    }
    return .page(title: "分配预览", quotaPreviewPage(preview, visit.filled))
}

private func splitQuota(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    try Flaws.saying { try view.quota.mustBeOpen() }
    let preview = try QuotaPreview(view, { visit.form[$0] })
    guard preview.mark == visit.form["mark"] else {
        throw Flaws("", "您看过以后，人数或剩余有了变化，分配结果不同了。请看过下面的新结果再确认。")
    }
    try Flaws.saying {
        try preview.share.handDown(
            preview.lots, QuotaHand(by: visit.who.person, reason: preview.words), in: visit.tx)
    }
    try audit(visit, id, unit, "分配名额“\(view.quota.name)”\(preview.share.categoryName)：\(preview.words)")
    return .see(Places.quota(id, unit), saying: "已分下去 \(grouped(preview.split.sum)) 个。")
}

private func moveQuota(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    let draft = try QuotaMoveDraft(visit.form, view)
    try Flaws.saying(beside: "amount") {
        try view.quota.mustBeOpen()
        if let day = view.quota.returnBy, day < visit.tx.today, [.use, .reserve].contains(draft.kind) {
            throw Quota.Problem.over(day)
        }
        try draft.carryOut(by: visit.who.person, in: visit.tx)
    }
    let words = "名额“\(view.quota.name)”\(draft.share.categoryName)\(draft.kind.words) \(draft.amount) 个"
    try audit(visit, id, unit, words)
    return .see(Places.quota(id, unit), saying: "已办理：\(draft.kind.words) \(grouped(draft.amount)) 个。")
}

private func recallQuota(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    var check = Check(visit.form)
    let reason = check.text("recall_reason", "事由", 2...200)
    try check.done()
    try Flaws.saying { try view.quota.mustBeOpen() }
    let hand = QuotaHand(by: visit.who.person, reason: reason)
    let back = try view.shares.map { try $0.takeBack(hand, in: visit.tx) }.reduce(0, +)
    try audit(visit, id, unit, "收回名额“\(view.quota.name)”未用的 \(back) 个")
    return .see(Places.quota(id, unit), saying: "已收回 \(grouped(back)) 个，可以重新分配。")
}

/// Ends a quota for good: what was used stays used, nothing moves any more. Only the unit that opened it does.
private func closeQuota(_ visit: Visit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) throws -> Answer {
    let view = try view(visit, id, unit)
    guard view.quota.unit == unit else { throw Refusal.forbidden }
    let changed = try visit.tx.run("UPDATE quota SET state = 'closed' WHERE id = \(id) AND state = 'open'")
    guard changed == 1 else { return .see(Places.quota(id, unit), saying: "这批名额已经结束。") }
    try audit(visit, id, unit, "结束名额“\(view.quota.name)”")
    return .see(Places.quota(id, unit), saying: "名额已结束，账目留着备查。")
}

private func useHold(_ visit: Visit<Officer>, _ id: ID<QuotaHold>) throws -> Answer {
    try turn(visit, id, "使用预留的名额") { try QuotaHold.use(id, $0, in: visit.tx) }
}

private func endHold(_ visit: Visit<Officer>, _ id: ID<QuotaHold>) throws -> Answer {
    try turn(visit, id, "退出占用的名额") { try QuotaHold.release(id, $0, in: visit.tx) }
}

/// Turns a hold of a unit that the visitor may keep.
private func turn(
    _ visit: Visit<Officer>, _ id: ID<QuotaHold>, _ words: String, _ body: (QuotaHand) throws -> Void
) throws -> Answer {
    let tx = visit.tx
    let unit: ID<Unit>? = try tx.value(
        """
        SELECT s.unit_id FROM quota_hold h JOIN quota_share s ON s.id = h.share_id JOIN unit u ON u.id = s.unit_id
         WHERE h.id = \(id) AND h.subject_kind = 'manual' AND \(visit.who.sees("u.path"))
        """)
    let quota: ID<Quota>? = try tx.value(
        """
        SELECT c.quota_id FROM quota_hold h JOIN quota_share s ON s.id = h.share_id
          JOIN quota_category c ON c.id = s.category_id WHERE h.id = \(id)
        """)
    guard let unit, let quota else { throw Refusal.missing }
    guard try Quota.find(quota, in: tx).state == .open else {
        return .see(Places.quota(quota, unit), saying: Quota.Problem.closed.words)
    }
    try body(QuotaHand(by: visit.who.person, reason: words))
    try audit(visit, quota, unit, words)
    return .see(Places.quota(quota, unit), saying: "已办理。")
}

func audit(_ visit: Visit<Officer>, _ quota: ID<Quota>, _ unit: ID<Unit>, _ words: String) throws {
    try AuditEntry.write(
        Act("quota.move", on: "quota", quota, words), by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
}

extension Flaws {
    /// Runs a body and puts what stands in its way beside a field, in its own words.
    static func saying(beside field: String = "", _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let problem as Quota.Problem {
            throw Flaws(field, problem.words)
        }
    }
}
