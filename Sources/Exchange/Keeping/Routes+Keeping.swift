import Federation
import Web

let keepingRoutes: [Route] = [
    .get(Places.interfaces, .officer(.exchangeKeep), showInterfaces),
    .get(Places.guide, .officer(.exchangeKeep), showGuide),
    .get(Places.tokenNew, .officer(.exchangeKeep), askToken),
    .post(Places.tokens, .officer(.exchangeKeep), makeToken, again: askToken),
    .get(Places.token, .officer(.exchangeKeep), showToken),
    .post(Places.tokenEnd, .officer(.exchangeKeep), endToken),
    .post(Places.tokenSuccessor, .officer(.exchangeKeep), replaceToken),
]

private func showInterfaces(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let all = try Interfaces(of: unit, as: visit.who, in: visit.tx)
    return .page(title: "数据接口 · \(unit.shortName)", json: all.json, interfacesPage(all))
}

private func showGuide(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "接口使用说明", guidePage(unit, host: GuideHost(visit.call.request)))
}

private func askToken(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "制作令牌", tokenNewPage(unit, visit.who, visit.filled, today: visit.tx.today))
}

private func makeToken(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try TokenForm(visit.form, as: visit.who, in: unit, today: visit.tx.today).draft
    let made = try Token.insert(draft, by: visit.who, in: visit.tx)
    try audit("token.make", "制作接口令牌“\(draft.purpose)”，到 \(draft.lastDay)", made.id, draft.scopes, unit.id, visit)
    return told(made, visit)
}

private func showToken(_ visit: Visit<Officer>, _ id: ID<Token>) throws -> Answer {
    let token = try Token.find(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.find(token.unit, as: visit.who, in: visit.tx)
    let now = visit.tx.now
    return .page(
        title: "令牌 · \(token.purpose)", json: token.json(at: now), tokenPage(token, unit, now: now, visit.filled))
}

private func endToken(_ visit: Visit<Officer>, _ id: ID<Token>) throws -> Answer {
    let token = try Token.find(id, as: visit.who, in: visit.tx)
    try token.revoke(in: visit.tx)
    try audit("token.end", "作废接口令牌“\(token.purpose)”", id, [], token.unit, visit)
    return .see(Places.token(id), saying: "令牌已作废。")
}

/// A token in another's place. Who replaces it is its maker from now on, so they must hold what it lets a program do.
private func replaceToken(_ visit: Visit<Officer>, _ id: ID<Token>) throws -> Answer {
    let (tx, token) = (visit.tx, try Token.find(id, as: visit.who, in: visit.tx))
    guard token.isLive(at: tx.now) else { throw Flaws("", "令牌已经失效，请重新制作。") }
    for scope in Scope.all where token.scopes.contains(scope.name) && !visit.who.holds(scope, over: token.unitPath) {
        throw Flaws("", "您自己没有“\(scope.needs.sentence)”的权限，不能换这个令牌。")
    }
    let draft = TokenDraft(
        unit: token.unit, unitPath: token.unitPath, purpose: token.purpose, scopes: token.scopes,
        addresses: token.addresses, lastDay: token.lastDay)
    let made = try Token.insert(draft, by: visit.who, following: token, in: tx)
    let days = ["0": 0, "1": 1, "7": 7][visit.form["overlap"]] ?? 1
    try token.shorten(to: tx.now.adding(days: days), in: tx)
    try audit("token.replace", "换新接口令牌“\(token.purpose)”，旧的再用 \(days) 天", made.id, token.scopes, token.unit, visit)
    return told(made, visit)
}

private func told(_ made: (id: ID<Token>, secret: String), _ visit: Visit<Officer>) -> Answer {
    let words = "程序调用时放在请求头里：Authorization: Bearer 加上这串字。"
    let page = secretPage(
        "新令牌", made.secret, words, next: button("抄好了，去看令牌", to: Places.token(made.id), isPrimary: true))
    return Answer.page(title: "新令牌", page).once(thenSee: Places.token(made.id), saying: "令牌已制作，它只显示过一次。")
}

private func audit(
    _ name: StaticString, _ words: String, _ id: ID<Token>, _ scopes: [String], _ unit: ID<Unit>,
    _ visit: Visit<Officer>
) throws {
    let act = Act(name, on: "token", id, detail: scopes.joined(separator: " "), words)
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
}
