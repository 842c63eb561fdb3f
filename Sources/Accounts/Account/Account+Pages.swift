import Base
import Markup
import Web

func accountPage(_ account: Account, _ sessions: [Session], own: String, _ filled: Filled) -> HTML {
    """
    \(flawSummary(filled.flaws))
    \(pageHead("账号与安全", "登录名、密码、手机验证码，还有在哪些设备上登录着。"))
    <div class="cols cols-7-5"><div class="stack">
    \(card("在这些设备上登录着", id: "devices", more: othersButton(sessions), deviceList(sessions, own: own)))
    \(card("手机验证码", id: "codes", codesState(account)))</div>
    <div class="stack">\(card("登录名", id: "name", nameFacts(account)))
    \(card("修改密码", id: "change", form(to: Places.password(), changeFields(filled))))
    \(action("退出登录", to: Places.signOut(), className: "btn block"))</div></div>
    """
}

private func nameFacts(_ account: Account) -> HTML {
    facts([
        ("姓名", .words(account.name)), ("登录名", "<span class=\"mono\">\(account.signInName)</span>"),
        ("这次登录", account.signedInAt.map(moment) ?? "—"),
    ])
}

private func changeFields(_ filled: Filled) -> HTML {
    let old = Field("old", "现在的密码", .password, autocomplete: "current-password")
    return secretField(old, filled) + newPasswordFields(filled, button: "修改密码")
}

private func codesState(_ account: Account) -> HTML {
    guard account.asksForCode else {
        return """
            <div class="stack"><p>登录时除了密码，再要一次手机上的 6 位数字。别人就算知道密码，也进不来。管钱、管名册的工会干部请设上。</p>
            \(button("设置手机验证码", to: Places.codes(), icon("phone")))</div>
            """
    }
    return
        "<div class=\"stack\"><p>\(tag("已设置", .done)) 登录时要输入手机上的 6 位数字。</p>\(button("更换或取消", to: Places.codes()))</div>"
}

private func othersButton(_ sessions: [Session]) -> HTML {
    guard sessions.count > 1 else { return .none }
    return action("退出其他所有设备", to: Places.othersEnd(), className: "btn quiet")
}

private func deviceList(_ sessions: [Session], own: String) -> HTML {
    "<ul class=\"rows\">\(each: sessions, { device($0, isOwn: $0.digest == own) })</ul>"
}

private func device(_ session: Session, isOwn: Bool) -> HTML {
    let words = Device(agent: session.agent).words
    let leave: HTML = """
        <button class="btn quiet" aria-label="让 \(words) 退出登录，地址 \(session.address)">退出</button>
        """
    return """
        <li class="row between"><span class="grow"><b>\(words)</b> \(if: isOwn, tag("这台设备", .pine))<br>\
        <small class="muted">最近使用 \(moment(session.seenAt)) · 来自 \(session.address)</small></span>
        \(if: !isOwn, form(to: Places.sessionEnd(session.digest), className: "inline", leave))</li>
        """
}

/// The same for programs. A session is named by its digest, which opens nothing.
func accountJSON(_ account: Account, _ sessions: [Session], own: String) -> JSON {
    [
        "name": JSON(account.name), "signInName": JSON(account.signInName), "asksForCode": .bool(account.asksForCode),
        "sessions": .array(sessions.map { sessionJSON($0, isOwn: $0.digest == own) }),
    ]
}

private func sessionJSON(_ session: Session, isOwn: Bool) -> JSON {
    [
        "id": JSON(session.digest), "device": JSON(Device(agent: session.agent).words),
        "address": JSON(session.address),
        "createdAt": JSON(session.createdAt), "seenAt": JSON(session.seenAt), "isThis": .bool(isOwn),
    ]
}
