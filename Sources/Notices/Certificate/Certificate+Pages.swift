import Federation
import Press
import Web

func certificateListPage(_ unit: UnitEntry, _ all: [Certificate], next: Path?, isFirst: Bool) -> HTML {
    let columns: [Column<Certificate>] = [
        Column("编号", isName: true) { "<a href=\"\(Places.certificate($0.id))\" class=\"num\">\($0.number)</a>" },
        Column("证书") { "\($0.heading)" }, Column("持证人") { "\($0.holder)" }, Column("奖项") { "\($0.award ?? "—")" },
        Column("日期") { day($0.issuedOn) },
        Column("状态") { tag($0.state.words, $0.state == .valid ? .done : .bad) },
    ]
    let list: HTML =
        all.isEmpty
        ? emptyState("还没有制发证书", "每张证书都有编号和核验码，谁拿到都能查真伪。")
        : """
        \(table("证书一览", columns, all))
        \(pager(shown: all.count, total: nil, unit: "张", first: isFirst ? nil : Places.certificates(unit.id), next: next))
        """
    return """
        \(pageHead(
            "证书", "\(unit.name)制发的证书",
            actions: button("制发证书", to: Places.certificateNew(unit.id), icon("award"), isPrimary: true)))
        <section class="card" aria-label="证书一览">\(list)</section>
        """
}

func certificateNewPage(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let inside: HTML = """
        <div class="form-grid">\(field(Field("heading", "证书名称", isRequired: true, hint: "如“荣誉证书”“聘书”。", maximum: 12), filled))\
        \(field(Field("series", "编号代码", isRequired: true, hint: "大写字母和数字，如 BJQJS；编号自动接续。", maximum: 12), filled))\
        \(field(Field("holder", "持证人", isRequired: true, hint: "印在证书上的称呼，如“林晓晴 同志”。", maximum: 40), filled))\
        \(field(Field("member", "会员工号", hint: "填了就放进本人的“我的证书”，并通知本人。", maximum: 30), filled))\
        \(textArea(Field("body", "正文", isRequired: true, hint: "如“在……比赛中，经评审和公示，荣获”。", isWide: true, maximum: 200), filled))\
        \(field(Field("award", "奖项", hint: "如“一等奖”；没有就不填。", maximum: 16), filled))\
        \(field(Field("issued_on", "落款日期", .date, isRequired: true), filled))</div>
        <div class="row"><button class="btn primary">制发</button>\(button("返回", to: Places.certificates(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "制发证书", "印章不由系统代盖：版面上留有盖章的位置。", crumbs: [("证书", Places.certificates(unit.id)), ("制发证书", nil)]))
        <section class="card" aria-label="证书内容"><div class="card-b">\(form(to: Places.certificates(unit.id), inside))</div></section>
        """
}

/// The certificate as it looks, with what can be done.
func certificatePage(_ one: Certificate, origin: String, mayWithdraw: Bool, _ filled: Filled) throws -> HTML {
    let actions: HTML = """
        \(button("核验页", to: Places.publicCertificate(one.code), icon("qr-code")))\
        \(button("下载打印", to: Places.certificatePDF(one.id), icon("printer"), isPrimary: true))
        """
    let reason = Field("reason", "撤销事由", isRequired: true, isWide: true, maximum: 200)
    let withdrawal = form(
        to: Places.certificateWithdrawal(one.id),
        "\(field(reason, filled))<div class=\"row\"><button class=\"btn danger\">撤销</button></div>")
    return """
        \(flawSummary(filled.flaws))\(pageHead(one.heading, "\(one.number)", actions: actions))
        <div class="mb4">\(if: one.state == .withdrawn, note("已撤销：\(one.withdrawnFor ?? "")", .bad))</div>
        <div class="cert-page cert-wrap">\(try face(one, origin: origin))</div>
        \(if: mayWithdraw && one.state == .valid, card("撤销这张证书", id: "h-withdraw", withdrawal))
        """
}

private func face(_ one: Certificate, origin: String) throws -> HTML {
    let code = try QRCode(origin + Places.publicCertificate(one.code).text)
    return """
        <article class="cert" aria-label="证书"><div class="cert-in">
        <p class="cert-top">\(mark)<span>\(one.unitName)</span></p><p class="cert-head">\(one.heading)</p>
        <p class="cert-name"><b>\(one.holder)</b></p><p class="cert-body">\(one.body)</p>
        \(some: one.award, { "<p class=\"cert-award\">\($0)</p>" })<p class="cert-body">特发此证。</p>
        <div class="cert-foot">\(squares(path: code.path, size: code.side, label: "核验二维码"))
        <dl><dt>编号</dt><dd class="num">\(one.number)</dd><dt>核验码</dt><dd class="num">\(one.printedCode)</dd></dl>
        <div class="cert-sign"><p>\(one.unitName)</p><p>\(CertificatePaper.chinese(one.issuedOn))</p></div></div>
        </div></article>
        """
}

func myCertificatesPage(_ all: [Certificate]) -> HTML {
    let line = { (one: Certificate) -> HTML in
        """
        <li><a class="rowlink" href="\(Places.certificate(one.id))"><span class="ico gui">\(icon("award"))</span>\
        <span class="t"><b>\(one.heading)\(one.award.map { " · \($0)" } ?? "")</b>\
        <small>\(one.unitName) · \(one.issuedOn.plain) · \(one.number)</small></span>\
        \(if: one.state == .withdrawn, tag("已撤销", .bad))\(icon("chevron-right"))</a></li>
        """
    }
    return """
        \(pageHead("我的证书", "工会发给您的证书，可以查看、下载和核验"))
        <section class="card" aria-label="我的证书">\
        \(if: all.isEmpty, emptyState("还没有证书", "获奖、聘任等证书会出现在这里。"))\
        \(if: !all.isEmpty, "<ul class=\"rows\">\(each: all, line)</ul>")</section>
        """
}

/// Where anybody types the code of a certificate they hold.
func certificateAskPage(_ filled: Filled, isMissing: Bool) -> HTML {
    let flaw = isMissing ? note("没有这个核验码。请对照证书再输一遍；仍然没有，这张证书就不是从这里发出的。", .bad) : .none
    return """
        <div class="narrow stack"><div class="page-head"><div><h1>证书核验</h1><p>输入证书上的核验码，看它是否真实有效</p></div></div>\(flaw)
        <section class="card" aria-label="核验"><div class="card-b"><form class="stack" method="get" action="\(Places.publicCertificates())">
        \(field(Field("code", "核验码", isRequired: true, hint: "十位字母和数字，印在编号下面。", maximum: 20), filled))
        <div class="row"><button class="btn primary">核验</button></div></form></div></section></div>
        """
}

/// What is told of a certificate to whoever has its code: that it is true, and the holder's name masked.
func certificateProofPage(_ one: Certificate, name: String) -> HTML {
    let isValid = one.state == .valid
    return """
        <div class="narrow stack"><div class="page-head"><div><h1>证书核验</h1></div></div>
        \(isValid ? note("这张证书真实有效。", .done) : note("这张证书已经撤销，不再有效。", .bad))
        \(card("证书内容", id: "h-proof", facts([
            ("证书", "\(one.heading)"), ("编号", "<span class=\"num\">\(one.number)</span>"), ("持证人", "\(name)"),
            ("奖项", "\(one.award ?? "—")"), ("发证单位", "\(one.unitName)"), ("日期", day(one.issuedOn)),
            ("状态", tag(one.state.words, isValid ? .done : .bad)),
        ])))
        <p class="muted">姓名已遮盖。请与手中的证书核对编号、奖项和日期。</p>
        <p><a href="\(Places.publicCertificates())">核验另一张</a></p></div>
        """
}
