/// Draws the frame around a page: the head, the shell, the toasts.
struct Layout {
    let frame: Frame
    let facts: SiteFacts
    let flash: String?
    let theme: String?
    let titlePrefix: String
    let address: String

    var drawn: HTML {
        """
        <!DOCTYPE html>
        <html lang="zh-CN" \(attribute: "data-theme", theme)>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <meta name="theme-color" content="#0c3a36">
        <meta name="format-detection" content="telephone=no">
        <title>\(titlePrefix)\(frame.page.title) · 教工之家</title>
        <link rel="icon" href="\(Path("/assets/img/mark.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(Path("/assets/theme.css"))">
        <script type="module" src="\(Path("/assets/js/app.mjs"))"></script>
        </head>
        \(body)
        </html>
        """
    }

    private var body: HTML {
        switch frame.page.shell {
        case .desk: frame.visitor.session == nil ? focus : desk
        case .member(let hero): frame.visitor.session == nil ? focus : member(hero)
        case .focus: focus
        case .door: door
        case .paper: "<body class=\"paper\"><main id=\"main\">\(frame.page.body)</main></body>"
        }
    }

    private var skip: HTML { "<a class=\"skip\" href=\"#main\">跳到主要内容</a>" }

    /// What is said once. Without script it stays; with it, it leaves after six seconds.
    private var toasts: HTML {
        """
        <div class="toasts" id="toasts" role="status" aria-live="polite">\(some: flash, toast)</div>
        """
    }

    private func toast(_ words: String) -> HTML {
        "<div class=\"toast\" data-leaving>\(icon("check-circle"))<span>\(words)</span></div>"
    }

    private var themeToggle: HTML {
        """
        <form method="post" action="\(Path("/preferences/theme"))" data-theme-form>\(HTML.formKeys)\
        <button class="icon-btn" name="theme" value="toggle" data-theme-toggle aria-label="切换深色或浅色外观">\
        \(icon("circle-half"))</button></form>
        """
    }

    private var brand: HTML {
        """
        <a class="brand" href="\(Path("/"))">\(mark)<span><b>教工之家</b><small lang="en">UnionHome</small></span></a>
        """
    }

    private var focus: HTML {
        """
        <body class="fshell">\(skip)
        <header class="fbar"><div class="fbar-row">\(brand)<span class="grow"></span>
        <span class="fbar-title only-wide">\(facts.title)</span>\(themeToggle)</div></header>
        <main class="main" id="main">\(frame.page.body)</main>
        \(toasts)
        </body>
        """
    }

    private var door: HTML {
        """
        <body class="fshell">\(skip)<div class="door">
        <header class="door-wall"><div class="door-top">\(brand)\(themeToggle)</div>
        <div class="door-say only-wide"><p class="door-line">有事找工会，到这里就是到家</p>\
        <p class="door-sub">\(facts.title)</p></div>
        <p class="help-line only-wide">职工服务热线 <a href="\(Path.telephone("12351"))">12351</a></p></header>
        <main class="main" id="main">\(frame.page.body)</main></div>
        \(toasts)
        </body>
        """
    }

    private func member(_ hero: HTML) -> HTML {
        """
        <body class="mshell">\(skip)
        <header class="mast"><div class="mast-row">
        <span class="only-wide">\(brand)</span>
        <b class="only-narrow grow topbar-title">\(facts.title)</b>
        <nav class="mast-nav" aria-label="主导航">\(each: memberTabs, plainTab)</nav>
        \(if: !frame.desks.isEmpty, toWorkbench)
        \(some: frame.ringing, { $0.drawn })\(themeToggle)
        <a class="avatar gui only-wide" href="\(Path("/account"))" aria-label="账号与安全：\(frame.name)">\(initial)</a>
        </div>\(hero)</header>
        <main class="main" id="main">\(frame.page.body)</main>
        <nav class="tabs-bottom" aria-label="快捷导航">\(each: memberTabs, signedTab)</nav>
        \(toasts)
        </body>
        """
    }

    private var toWorkbench: HTML {
        "<a class=\"btn gold\" href=\"\(Path("/workbench"))\">\(icon("grid-1x2"))工作台</a>"
    }

    private var initial: String { frame.name.map { String($0.prefix(1)) } ?? "" }

    /// One of the tabs of the member's shell.
    struct Tab {
        let words: String
        let sign: HTML
        let path: Path
        let isHere: Bool
    }

    private var memberTabs: [Tab] {
        let all: [(String, HTML, Path)] = [
            ("首页", icon("house-door"), Path("/")), ("我的档案", icon("person-vcard"), Path("/me")),
            ("谁看过", icon("eye"), Path("/me/looks")), ("账号", icon("shield-lock"), Path("/account")),
        ]
        return all.map { Tab(words: $0.0, sign: $0.1, path: $0.2, isHere: address == $0.2.text) }
    }

    private func plainTab(_ tab: Tab) -> HTML {
        "<a href=\"\(tab.path)\" \(attribute: "aria-current", tab.isHere ? "page" : nil)>\(tab.words)</a>"
    }

    private func signedTab(_ tab: Tab) -> HTML {
        "<a href=\"\(tab.path)\" \(attribute: "aria-current", tab.isHere ? "page" : nil)>\(tab.sign)\(tab.words)</a>"
    }

    private var desk: HTML {
        let rail = Rail(frame: frame, facts: facts, address: address)
        return """
            <body class="">\(skip)
            <div class="shell">\(rail.drawn(brand: brand))
            <a class="rail-veil" href="#main" tabindex="-1" aria-hidden="true"></a>
            <div>\(rail.topbar(themeToggle: themeToggle))
            <main class="main" id="main">\(frame.page.body)</main></div></div>
            <nav class="tabs-bottom" aria-label="快捷导航">\(rail.tabs)</nav>
            \(toasts)
            </body>
            """
    }
}
