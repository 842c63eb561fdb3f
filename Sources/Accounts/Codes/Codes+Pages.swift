import Base
import Markup
import Press
import Vault
import Web

func codesPage(_ phone: TOTP, uri: String, offer: String, _ filled: Filled) -> HTML {
    let code = Field("code", "手机上现在显示的 6 位数字")
    let body: HTML = """
        \(hidden("offer", offer))\(codeField(code, filled))
        <div class="actions"><button class="btn primary big">确认并启用</button>\(button("先不设", to: Places.account()))</div>
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("设置手机验证码", "两步，大约一分钟。", crumbs: [("账号与安全", Places.account()), ("手机验证码", nil)]))
        <div class="cols cols-6-6">
        \(card("一、用验证器扫码", id: "scan", scanning(phone, uri: uri)))
        \(card("二、输入数字", id: "confirm", form(to: Places.codes(), body)))</div>
        """
}

private func scanning(_ phone: TOTP, uri: String) -> HTML {
    """
    <div class="stack"><p>在手机上打开验证器（微信小程序“腾讯身份验证器”，或任何支持动态口令的应用），扫这个码。</p>
    \(some: try? QRCode(uri), picture)
    <p>扫不了，就手工输入这串字母：<br><b class="mono">\(phone.spelled)</b></p></div>
    """
}

private func picture(_ code: QRCode) -> HTML { squares(path: code.path, size: code.side, label: "验证器的二维码") }

func removalPage(_ filled: Filled) -> HTML {
    let password = Field("password", "登录密码", .password, autocomplete: "current-password")
    let body: HTML = """
        \(secretField(password, filled))
        <div class="actions"><button class="btn danger">取消手机验证码</button>\(button("不取消", to: Places.account()))</div>
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("手机验证码", "已设置。换手机时先取消，再用新手机设一次。",
                   crumbs: [("账号与安全", Places.account()), ("手机验证码", nil)]))
        \(card("取消", id: "removal", form(to: Places.codesRemoval(), body)))
        """
}
