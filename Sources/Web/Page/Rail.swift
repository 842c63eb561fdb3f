/// The officer's shell: the rail with its switcher and menu, the bar above the page, the tabs of a phone.
struct Rail {
    let frame: Frame
    let facts: SiteFacts
    let address: String

    private struct Line {
        let group: String
        let words: String
        let sign: HTML
        let path: Path
        let isHere: Bool
        let isTab: Bool
    }

    private var lines: [Line] {
        guard let desk = frame.desk else { return [] }
        let all = frame.menu(facts.joined).map { item in (item, item.path(desk.unit)) }
        let here = all.filter { isUnder($0.0, $0.1) }.map(\.1.text).max { $0.utf8.count < $1.utf8.count }
        return all.map { item, path in
            Line(
                group: item.group, words: item.words, sign: item.sign, path: path, isHere: path.text == here,
                isTab: item.isTab)
        }
    }

    private func isUnder(_ item: MenuItem, _ path: Path) -> Bool {
        let address = addressAtDesk
        return ([String(path.text.prefix { $0 != "?" })] + item.covers).contains { beginning in
            address == beginning || address.hasPrefix(beginning + "/")
        }
    }

    /// The address as if its unit were the one whose desk is open: another unit's page belongs to the same line.
    private var addressAtDesk: String {
        var parts = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let unit = frame.desk?.unit, parts.count > 2, parts[1] == "units" { parts[2] = unit.description }
        return parts.joined(separator: "/")
    }

    func drawn(brand: HTML) -> HTML {
        """
        <header class="rail" id="nav">\(brand)
        <a class="icon-btn rail-close only-narrow" href="#main" aria-label="关闭菜单">\(icon("x-lg"))</a>
        \(some: frame.desk, switcher)
        <nav class="nav" aria-label="主导航">\(menu)</nav>
        <div class="rail-foot">职工服务热线 <a href="\(Path.telephone("12351"))">12351</a></div></header>
        """
    }

    private func switcher(_ desk: Desk) -> HTML {
        """
        <details class="switcher"><summary><span><b>\(desk.unitName)</b><small>\(desk.role)</small></span>\
        \(icon("chevron-expand"))</summary><ul class="switcher-list">\(each: frame.desks, deskLine)
        <li><a href="\(Path("/"))"><span class="grow">会员首页<small>我自己的</small></span></a></li></ul></details>
        """
    }

    private func deskLine(_ desk: Desk) -> HTML {
        let isOpen = desk.unit == frame.desk?.unit
        let inside: HTML = """
            \(hidden("unit", desk.unit.description))<button \(attribute: "aria-current", isOpen ? "true" : nil)>\
            <span class="grow">\(desk.unitName)<small>\(desk.role)</small></span>\(if: isOpen, icon("check-lg"))</button>
            """
        return "<li>\(form(to: Path("/workbench/desk"), className: "inline", inside))</li>"
    }

    private var menu: HTML {
        // Rooms bring lines for the same group; they stand together, groups in the order in which they first appear.
        let groups = lines.reduce(into: [String]()) { groups, line in
            if !groups.contains(line.group) { groups.append(line.group) }
        }
        var html = HTML.none, group = ""
        for line in groups.flatMap({ name in lines.filter { $0.group == name } }) {
            if line.group != group, !line.group.isEmpty { html = html + "<p class=\"cap\">\(line.group)</p>" }
            group = line.group
            html = html + draw(line)
        }
        return html
    }

    private func draw(_ line: Line) -> HTML {
        "<a href=\"\(line.path)\" \(attribute: "aria-current", line.isHere ? "page" : nil)>\(line.sign)\(line.words)</a>"
    }

    var tabs: HTML {
        """
        \(each: lines.filter(\.isTab).prefix(4), draw)<a href="#nav">\(icon("grid"))更多</a>
        """
    }

    func topbar(themeToggle: HTML) -> HTML {
        """
        <section class="topbar" aria-label="工具栏">
        <a class="icon-btn only-narrow" href="#nav" aria-label="打开菜单">\(icon("list"))</a>
        <span class="grow topbar-title only-narrow">\(frame.desk?.unitName ?? facts.title)</span>
        \(search)\(some: frame.ringing, { $0.drawn })\(themeToggle)
        <details class="switcher slim only-wide"><summary><span class="avatar">\(frame.name?.prefix(1).description)</span>\
        <span><b>\(frame.name)</b></span>\(icon("chevron-down"))</summary><ul class="switcher-list me-menu">
        <li><a href="\(Path("/"))">\(icon("house-door"))进入会员端</a></li>
        <li><a href="\(Path("/account"))">\(icon("gear"))账号与安全</a></li>
        <li>\(form(to: Path("/sign-out"), className: "inline", "<button>\(icon("box-arrow-right"))退出登录</button>"))</li>
        </ul></details></section>
        """
    }

    private var search: HTML {
        """
        <form class="grow only-wide searchbox" role="search" action="\(Path("/search"))" method="get"><label>\
        <span class="vh">搜索</span>\(icon("search"))<input class="input" type="search" name="q" \
        placeholder="搜索会员姓名、拼音、工号，或单位" autocomplete="off"></label></form>
        """
    }
}
