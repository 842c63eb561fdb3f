import Web

/// What stands in the mast above the home page.
func hero(_ home: MemberHome) -> HTML {
    let today = home.now.day
    return """
        <div class="hero"><div><p class="hero-date"><time datetime="\(today)">\(today.long)</time></p>
        <h1 class="song">\(home.greeting)</h1><p class="hero-sub">\(home.sentence)</p></div>
        \(figures(home))</div>
        """
}

private func figures(_ home: MemberHome) -> HTML {
    """
    <ul class="hero-nums">\(some: home.years, yearsFigure)<li><a href="\(Places.looks())"><b class="song">\(home.looks)</b>\
    <span>次查看或修改</span></a></li></ul>
    """
}

private func yearsFigure(_ years: Int) -> HTML {
    "<li><a href=\"\(Places.me())\"><b class=\"song\">\(years)</b><span>年会龄</span></a></li>"
}

/// The member's first page.
func homePage(_ home: MemberHome) -> HTML {
    """
    <div class="home">
    \(card("我的会籍", id: "h-mine", more: more("我的档案", Places.me()), membership(home)))
    \(looksCard(home))
    \(accountCard(home))
    \(publicity)
    \(help)
    </div>
    """
}

private func more(_ words: String, _ path: Path) -> HTML {
    "<a class=\"more\" href=\"\(path)\">\(words)\(icon("chevron-right"))</a>"
}

private func membership(_ home: MemberHome) -> HTML {
    guard let spell = home.spell else { return "<p>系统里没有您现在的会籍。如果您已经入会，请联系本单位工会核对。</p>" }
    let joined = spell.joinedOn.map { "\($0.plain)\(home.years.map { "，会龄 \($0) 年" } ?? "")" }
    return facts([
        ("所在单位", "\(home.chain.joined(separator: " / "))"), ("会籍状态", tag(spell.state.words, spell.state.tone)),
        ("工号", known(spell.number)), ("入会日期", known(joined)),
    ])
}

private func line(_ sign: HTML, _ tint: String, _ words: String, _ sub: String, to path: Path) -> HTML {
    """
    <li><a class="rowlink" href="\(path)"><span class="ico \(tint)">\(sign)</span><span class="t"><b>\(words)</b>\
    <small>\(sub)</small></span>\(icon("chevron-right"))</a></li>
    """
}

private func looksCard(_ home: MemberHome) -> HTML {
    let words = home.looks == 0 ? "最近 \(MemberHome.days) 天没有人看过" : "最近 \(MemberHome.days) 天有 \(home.looks) 次"
    return """
        <section class="card" aria-labelledby="h-looks"><div class="card-h"><h2 id="h-looks">谁看过我的资料</h2></div>
        <ul class="rows card-b flush">\(line(
            icon("eye"), "lan", words, "谁、什么时候、为什么，都可以查到", to: Places.looks()))</ul></section>
        """
}

private func accountCard(_ home: MemberHome) -> HTML {
    let code = home.account?.asksForCode == true ? "登录时要验证手机动态码" : "还没有设置手机动态码"
    let seen = home.account?.signedInAt.map { "上次登录 \($0.minute)" } ?? "查看登录设备，修改密码"
    return """
        <section class="card" aria-labelledby="h-account"><div class="card-h"><h2 id="h-account">账号安全</h2></div>
        <ul class="rows card-b flush">\(line(icon("shield-lock"), "", code, seen, to: Path("/account")))</ul></section>
        """
}

private let publicity: HTML = """
    <section class="card open" aria-labelledby="h-open"><div class="card-h"><h2 id="h-open">工会公开</h2></div>
    <div class="card-b"><p>工会的经费、要点和公示会公布在这里。现在还没有公开的内容。</p></div></section>
    """

private let help: HTML = """
    <section class="help" aria-labelledby="h-help"><span class="ico gui">\(icon("headset"))</span>
    <div class="grow"><h2 id="h-help">遇到难处，先找娘家人</h2><p>欠薪、劳动争议、困难求助都可以打，通话保密。</p></div>
    <a class="btn gold" href="\(Path.telephone("12351"))">\(icon("telephone"))拨打 12351</a></section>
    """
