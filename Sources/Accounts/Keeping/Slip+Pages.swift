import Base
import Federation
import Markup
import Press
import Web

/// The slips of one act, ten to a sheet, with what the officer must know above them, which is not printed.
func slipsPage(_ batch: SlipBatch, _ site: SlipSite, rest: Int, back: Path) -> HTML {
    let remarks = batch.slips.compactMap { slip in slip.remark.map { (name: slip.name, why: $0) } }
    return """
        <div class="no-print stack mb4"><h1>\(batch.slips.count) 张开通单</h1>
        \(note("""
            <p><b>只显示这一次。</b>请现在打印，沿虚线剪开，当面交给本人。单子上的链接谁拿到谁能用，打坏的请撕掉。\
            丢了可以重新打印，原来的随即作废。</p>
            """, .due))
        \(if: rest > 0, note("<p>还有 \(rest) 名会员没有开通单，打印好这一批后，回到列表再打。</p>"))
        \(if: !batch.left.isEmpty, remarkNote("没有为这些人打印", batch.left))
        \(if: !remarks.isEmpty, remarkNote("这些人的登录名不是工号", remarks))
        <div class="row"><button class="btn primary js-only" type="button" data-print>\(icon("printer"))打印</button>\
        <span class="muted no-js-only">请用浏览器的“打印”。</span>\(button("回到账号列表", to: back))</div></div>
        <ul class="slips">\(each: batch.slips, { slipItem($0, site) })</ul>
        """
}

private func remarkNote(_ title: String, _ lines: [(name: String, why: String)]) -> HTML {
    note("<p><b>\(title)</b></p><ul>\(each: lines, { "<li>\($0.name)：\($0.why)</li>" })</ul>")
}

private func slipItem(_ slip: Slip, _ site: SlipSite) -> HTML {
    let address = site.address(slip.path)
    let code = try? QRCode(address)
    return """
        <li class="slip">\(some: code, { squares(path: $0.path, size: $0.side, label: "设置密码的二维码") })\
        <div><b>\(slip.name)</b><span class="unit">\(slip.unitName)</span>
        <div>登录名 <strong>\(slip.signInName)</strong></div>
        <span class="mono">\(address)</span>
        <small>用手机扫码，或在浏览器里输入上面的网址。给自己设一个密码，以后用登录名和它登录。\
        \(slip.expiresAt.day) 前有效，只能用一次，请勿转给他人。</small></div></li>
        """
}

/// What stands where slips were: they were made, and how to make them anew.
func madeSlipsPage(_ unit: UnitEntry, made: Int64, count: Int) -> HTML {
    let again: HTML = """
        <p>其中 \(count) 张还没有用。如果没有打印出来，可以重新生成：原来的作废，换成新的。</p>
        \(action("重新生成这 \(count) 张", to: Places.slips(unit.id), className: "btn primary", hidden("made", String(made))))
        """
    return """
        \(pageHead("开通单已生成", "为了安全，开通单只显示一次。", crumbs: [
            (words: "登录账号", path: Places.unitAccounts(unit.id)), (words: "开通单已生成", path: nil),
        ]))
        \(card("没有打印出来", id: "h-again", "<div class=\"stack\">\(if: count > 0, again, else: noneLeft)</div>"))
        """
}

private let noneLeft: HTML = "<p>这一批里没有还能用的开通单了。要为谁重新打印，请在账号列表里勾选。</p>"
