import Base
import Markup
import Web

func signInPage(_ filled: Filled, _ site: SiteFacts) -> HTML {
    """
    \(flawSummary(filled.flaws))
    <div class="card door-card"><h1>登录</h1><p>\(site.title)的会员和工会干部都从这里进。</p>
    \(form(to: Places.signIn(), signInFields(filled)))
    <div class="door-alt"><span class="muted">忘了密码，请找本单位工会干部重新开通。</span></div></div>
    \(if: !site.demoAccounts.isEmpty, demoAccounts(site.demoAccounts, to: filled["to"]))
    """
}

private func signInFields(_ filled: Filled) -> HTML {
    let name = Field("name", "工号或登录名", autocomplete: "username", maximum: 100)
    let password = Field("password", "密码", .password, autocomplete: "current-password")
    return """
        \(hidden("to", filled["to"]))
        \(field(name, filled))\(secretField(password, filled))
        <button class="btn primary big block">登录</button>
        """
}

private func demoAccounts(_ accounts: [DemoAccount], to: String) -> HTML {
    """
    <section class="card mt4" aria-labelledby="demo"><div class="card-h"><h2 id="demo">演示账号</h2>\
    <span class="sub">资料都是编造的</span></div>
    <div class="card-b"><ul class="rows">\(each: accounts, { demoAccount($0, to: to) })</ul></div></section>
    """
}

private func demoAccount(_ account: DemoAccount, to: String) -> HTML {
    let fields: HTML = """
        \(hidden("name", account.signInName))\(hidden("password", account.password))\(hidden("to", to))\
        <button class="btn" aria-label="用这个账号登录：\(account.role)">用这个账号</button>
        """
    return """
        <li class="row between"><span class="grow"><b>\(account.role)</b><br><small class="muted">\
        <span class="mono">\(account.signInName)</span> · <span class="mono">\(account.password)</span></small></span>
        \(form(to: Places.signIn(), className: "inline", fields))</li>
        """
}

func codePage(_ name: String, _ filled: Filled) -> HTML {
    let code = Field("code", "6 位验证码", hint: "打开手机上的验证器，输入现在显示的数字。")
    let body: HTML = """
        \(hidden("to", filled["to"]))\(codeField(code, filled))
        <button class="btn primary big block">确认</button>
        """
    return """
        \(flawSummary(filled.flaws))
        <div class="card door-card"><h1>输入验证码</h1><p>\(name)，密码已核对，还差手机上的验证码。</p>
        \(form(to: Places.code(), body))
        <div class="door-alt">\(action("换个账号", to: Places.signOut(), className: "btn quiet"))\
        <span class="muted">手机丢了，请找本单位工会干部。</span></div></div>
        """
}

func newPasswordPage(_ filled: Filled) -> HTML {
    """
    \(flawSummary(filled.flaws))
    <div class="card door-card"><h1>设置新密码</h1><p>现在的密码是别人给的，换成只有您知道的。</p>
    \(form(to: Places.newPassword(), newPasswordFields(filled, button: "设好密码并登录")))
    <div class="door-alt">\(action("换个账号", to: Places.signOut(), className: "btn quiet"))</div></div>
    """
}

/// The fields for a new password, typed twice, with what it must be.
func newPasswordFields(_ filled: Filled, button: String) -> HTML {
    let password = Field(
        "password", "新密码", .password, hint: "至少 10 个字符，一句好记的话最好；不要用工号、生日和手机号。",
        autocomplete: "new-password")
    let again = Field("again", "再输一遍新密码", .password, autocomplete: "new-password")
    return """
        \(hidden("to", filled["to"]))\(secretField(password, filled))\(secretField(again, filled))
        <button class="btn primary big block">\(button)</button>
        """
}
