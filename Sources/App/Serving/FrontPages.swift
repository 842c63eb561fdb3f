import Server
import Web

/// The page of an unknown host or a bare address: every federation with a link to its own host, on the port that was
/// asked for.
func chooserPage(for request: Request, _ wings: [Wing]) -> Response {
    let isDoor = request.path == "/"
    let port = portAsked(request)
    let links = wings.map { wing in
        (wing, Path.sister(host: wing.federation.hosts.first ?? "", port: port, isSecure: request.isSecure))
    }
    let body: HTML = """
        <div class="card card-b narrow stack"><h1>请选择您的工会</h1>
        \(if: wings.isEmpty, "<p>这里还没有联合会。管理员可以用 <code>unionhome federation add</code> 添加。</p>")
        <ul class="stack">\(each: links, chooserLine)</ul></div>
        """
    return frontPage("请选择您的工会", status: isDoor ? 200 : 404, body)
}

private func chooserLine(_ line: (wing: Wing, path: Path)) -> HTML {
    """
    <li><a class="btn" href="\(line.path)">\(icon("bank"))\(line.wing.federation.title)</a>
    \(if: line.wing.site == nil, "<span class=\"badge\">正在维护</span>")</li>
    """
}

/// The page of a federation that this program cannot serve. The reason is for the log, not for visitors.
func closedPage(for request: Request, _ wing: Wing) -> Response {
    var response = frontPage(
        wing.federation.title, status: 503,
        """
        <div class="card card-b state problem">\(emptyHouse)<h1>\(wing.federation.title)正在维护</h1>
        <p>数据正在升级或等待管理员处理，您的资料没有丢失。请过一会儿再来。</p></div>
        """)
    response.headers.set("Retry-After", "120")
    return response
}

/// The port that the browser named, when it is not the usual one.
private func portAsked(_ request: Request) -> UInt16? {
    guard let host = request.headers["host"], let colon = host.lastIndex(of: ":") else { return nil }
    return UInt16(host[host.index(after: colon)...])
}

/// A page of the installation, which belongs to no federation and knows nobody.
private func frontPage(_ title: String, status: Int, _ body: HTML) -> Response {
    let page: HTML = """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <title>\(title) · 教工之家</title>
        <link rel="icon" href="\(Path("/assets/img/mark.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(Path("/assets/theme.css"))">
        </head>
        <body class="fshell"><a class="skip" href="#main">跳到主要内容</a>
        <header class="fbar"><div class="fbar-row"><a class="brand" href="\(Path("/"))">\(mark)\
        <span><b>教工之家</b><small lang="en">UnionHome</small></span></a></div></header>
        <main class="main" id="main">\(body)</main></body>
        </html>
        """
    var response = Response(status, page.text, type: "text/html; charset=utf-8")
    response.headers.set("Cache-Control", "no-store")
    response.headers.set(
        "Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
    response.headers.set("X-Content-Type-Options", "nosniff")
    response.headers.set("Referrer-Policy", "same-origin")
    return response
}
