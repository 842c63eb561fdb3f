import Base
import Federation
import Markup
import Web

/// One person's account, as an officer sees it who keeps accounts.
func personAccountPage(_ kept: KeptAccount, _ rank: Outranking, seesFile: Bool, _ filled: Filled) -> HTML {
    let crumbs: [Crumb] = [
        (words: "登录账号", path: Places.unitAccounts(kept.unit)),
        (words: kept.name, path: seesFile ? Places.person(kept.person) : nil), (words: "账号", path: nil),
    ]
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("\(kept.name)的登录账号", "\(kept.unitName)", crumbs: crumbs))
        <div class="cols cols-7-5"><div class="stack">\(card("现在", id: "h-now", accountFacts(kept)))</div>
        <div class="stack">\(if: rank == .none, actions(kept, filled), else: barred(rank))</div></div>
        """
}

private func accountFacts(_ kept: KeptAccount) -> HTML {
    facts([
        ("工号", "<span class=\"num\">\(kept.number ?? "—")</span>"), ("状态", standingWords(kept)),
        ("登录名", "<span class=\"mono\">\(kept.signInName ?? "—")</span>"),
        ("上次登录", kept.signedInAt.map(moment) ?? "—"),
        ("手机验证码", kept.asksForCode ? "已设置" : "未设置"),
        ("开通单", kept.slipUntil.map { "有效期至 \(moment($0))" } ?? "没有"),
    ])
}

private func barred(_ rank: Outranking) -> HTML {
    note("<p>\(rank.words)</p>")
}

private func actions(_ kept: KeptAccount, _ filled: Filled) -> HTML {
    """
    \(if: kept.standing != .closed, card("开通单", id: "h-slip", slipForm(kept)))
    \(if: kept.asksForCode, card("手机丢了", id: "h-codes", codesForm(kept, filled)))
    \(if: kept.account != nil && kept.standing != .closed, card("停用", id: "h-close", closingForm(kept, filled)))
    \(if: kept.standing == .closed, card("恢复", id: "h-open", openingForm(kept)))
    """
}

private func slipForm(_ kept: KeptAccount) -> HTML {
    let words =
        switch kept.standing {
        case .none: "还没有账号。打印开通单，就为本人开通；本人凭单子上的二维码自己设密码。"
        case .waiting: "开通单丢了，或者过了有效期，再打一张；原来的随即作废。"
        case .open, .closed: "忘了密码，打一张新的单子，本人凭它重设密码。设好之前，原来的密码还能用。"
        }
    let button = kept.standing == .none ? "开通并打印开通单" : "打印开通单"
    let send = action(button, to: Places.personSlip(kept.person), className: "btn primary")
    return "<div class=\"stack\"><p>\(words)</p>\(send)</div>"
}

private func codesForm(_ kept: KeptAccount, _ filled: Filled) -> HTML {
    let reason = Field("codes_reason", "取消事由", isRequired: true, hint: "5 到 200 个字，本人可以看到。", maximum: 200)
    let body: HTML = """
        <p>请先当面核实是本人。取消后登录只问密码，所有设备都会退出。</p>
        \(textArea(reason, filled))<div><button class="btn">取消手机验证码</button></div>
        """
    return form(to: Places.personCodes(kept.person), body)
}

private func closingForm(_ kept: KeptAccount, _ filled: Filled) -> HTML {
    let reason = Field("closing_reason", "停用事由", isRequired: true, hint: "5 到 200 个字，本人可以看到。", maximum: 200)
    let body: HTML = """
        <p>停用后不能登录，所有设备都会退出；资料和会籍不变，随时可以恢复。</p>
        \(textArea(reason, filled))<div><button class="btn danger">停用账号</button></div>
        """
    return form(to: Places.personClosing(kept.person), body)
}

private func openingForm(_ kept: KeptAccount) -> HTML {
    let send = action("恢复账号", to: Places.personOpening(kept.person), className: "btn primary")
    return "<div class=\"stack\"><p>恢复后可以用原来的密码登录。</p>\(send)</div>"
}
