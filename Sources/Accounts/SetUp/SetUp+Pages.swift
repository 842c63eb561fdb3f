import Base
import Markup
import Vault
import Web

func setUpPage(_ link: SetUpLink, _ token: String, _ filled: Filled) -> HTML {
    """
    \(flawSummary(filled.flaws))
    <div class="card door-card"><h1>设置密码</h1><p>这个链接是给下面这位的。不是您，请关掉这一页，把纸条交还本单位工会。</p>
    \(facts([("姓名", .words(Mask.name(link.name))), ("登录名", "<span class=\"mono\">\(link.signInName)</span>"),
             ("有效期至", moment(link.expiresAt))]))
    \(form(to: Places.setUp(token), newPasswordFields(filled, button: "设好密码并登录")))</div>
    """
}

func spentLinkPage() -> HTML {
    """
    <div class="card door-card"><h1>这个链接不能再用了</h1><p>它已经用过，或者过了有效期。</p>
    <p>已经设好密码的，直接登录。还没有设的，请本单位工会干部重新给您一张开通单。</p>
    <a class="btn primary big block" href="\(Places.signIn())">去登录</a></div>
    """
}
