import Federation
import Web

/// What a form for a token must hold: no scope that its maker does not hold for the whole unit.
struct TokenForm {
    let draft: TokenDraft

    init(_ form: Form, as officer: Officer, in unit: UnitEntry, today: Day) throws(Flaws) {
        var check = Check(form)
        let purpose = check.text("purpose", "用途", 2...60)
        let scopes = Scope.all.filter { form.all("scope").contains($0.name) }
        if scopes.isEmpty { check.add("scope", "请至少选一项。") }
        for scope in scopes where !officer.holds(scope, over: unit.path) {
            check.add("scope", "您自己没有“\(scope.needs.sentence)”的权限，不能给“\(scope.sentence)”。")
        }
        let last = check.day("last_day", "到期日期")
        if check.flaws["last_day"] == nil, last < today || last > today.adding(days: Token.mostDays) {
            check.add("last_day", "到期日期应在今天到 \(today.adding(days: Token.mostDays)) 之间。")
        }
        var addresses: [AddressRange] = []
        for word in check.typed("addresses").split(whereSeparator: { $0.isWhitespace || "，,、;；".contains($0) }) {
            if let range = AddressRange(String(word)) {
                addresses.append(range)
            } else {
                check.add("addresses", "“\(word)”不是地址，请写成 192.0.2.7 或 192.0.2.0/24。")
            }
        }
        if addresses.count > 20 { check.add("addresses", "最多 20 个地址。") }
        try check.done()
        draft = TokenDraft(
            unit: unit.id, unitPath: unit.path, purpose: purpose, scopes: scopes.map(\.name), addresses: addresses,
            lastDay: last)
    }
}

extension Officer {
    /// Whether they hold what a scope needs over a unit with all below it.
    func holds(_ scope: Scope, over path: String) -> Bool {
        also(scope.needs)?.reaches.contains { $0.hasDescent && $0.contains(path) } ?? false
    }
}

extension Token {
    /// How it stands, in words.
    func standing(at now: Instant) -> (words: String, tone: Tone) {
        if revokedAt != nil { return ("已作废", .plain) }
        if expiresAt <= now { return ("已到期", .plain) }
        let days = lastDay.number - now.day.number
        return days <= 14 ? ("还有 \(days) 天到期", .due) : ("有效", .pine)
    }

    /// What it lets a program do, in words.
    var scopeWords: [String] { Scope.all.filter { scopes.contains($0.name) }.map(\.sentence) }

    func json(at now: Instant) -> JSON {
        [
            "id": JSON(id), "purpose": JSON(purpose), "unit": JSON(unit), "hint": JSON(hint),
            "scopes": .array(scopes.map { JSON($0) }), "addresses": .array(addresses.map { JSON($0.text) }),
            "last_day": JSON(lastDay), "is_live": .bool(isLive(at: now)), "calls": JSON(calls),
            "used_at": usedAt.map { JSON($0) } ?? .null, "maker": JSON(makerName),
        ]
    }
}
