import Server
import Vault

/// One request as the site understands it: its cookies, its form, and how its answer is written.
struct Wire: Sendable {
    let request: Request
    let sessionToken: String?
    let ring: KeyRing
    private let visitorToken: String
    private let hasVisitorToken: Bool
    private let flash: String?
    private let theme: String?

    init(_ request: Request, ring: KeyRing) {
        self.request = request
        self.ring = ring
        let cookies = Cookies(request)
        sessionToken = cookies[Cookies.session]
        let visitor = cookies[Cookies.visitor]
        hasVisitorToken = visitor != nil
        visitorToken = visitor ?? (sessionToken == nil ? Secret.token(bytes: 16) : "")
        flash = cookies.flashWords
        theme = cookies[Cookies.theme].flatMap { ["light", "dark"].contains($0) ? $0 : nil }
    }

    /// What marks this browser: the session, or the visitor's token.
    var browserToken: String { sessionToken ?? visitorToken }

    var token: FormToken { FormToken(browser: browserToken, ring: ring) }

    /// Whether a program is asking.
    var wantsJSON: Bool {
        let accepted = request.headers["accept"] ?? ""
        if request.path.hasPrefix("/api/") { return true }
        return accepted.contains("application/json") && !accepted.contains("text/html")
    }

    /// The call that a handler sees. Fails on JSON that cannot be read.
    func call(_ captures: [String]) throws -> Call {
        let form: Form
        switch request.body {
        case .none: form = .empty
        case .form(let submission): form = Form(fields: submission.fields, uploads: submission.uploads)
        case .bytes(let bytes):
            let isJSON = (request.headers["content-type"] ?? "").hasPrefix("application/json")
            guard isJSON else { throw WireProblem.unreadable }
            do { form = Form(json: try JSON(parsing: bytes)) } catch { throw WireProblem.unreadable }
        }
        return Call(
            request: request, form: form, filled: Filled(pairs: request.query), isSent: false,
            sentKey: SentForm.key(request, form, browser: browserToken), captures: captures)
    }

    /// Refuses a write that another site's page sent. A form carries our token; JSON cannot be sent across sites unasked.
    func checkForgery(_ form: Form) throws {
        // A program brings its token by hand; no browser adds one.
        if request.isForPrograms { return }
        if let site = request.headers["sec-fetch-site"], site == "cross-site" { throw WireProblem.forged }
        if case .bytes = request.body { return }
        guard token.isRight(form["csrf"]) else { throw WireProblem.forged }
    }

    /// The response of an answer, with the frame drawn around a page.
    func response(_ drawn: Drawn, _ facts: SiteFacts, status: Int? = nil, titlePrefix: String = "") -> Response {
        var response: Response
        switch drawn.answer.kind {
        case .json(let json, let code):
            response = Self.json(json, status: status ?? code)
        case .response(let made):
            response = made
        case .see(let path):
            response = see(path)
        case .page(let page):
            if wantsJSON, let json = page.json {
                response = Self.json(json, status: status ?? page.status)
            } else {
                response = html(drawn, page, facts, status: status ?? page.status, titlePrefix: titlePrefix)
            }
        }
        for cookie in drawn.answer.cookies { add(cookie, to: &response) }
        if let words = drawn.answer.flash, !wantsJSON { add(Cookies.saying(words), to: &response) }
        dress(&response)
        return response
    }

    private func see(_ path: Path) -> Response {
        guard !wantsJSON else { return Self.json(["location": .string(path.text)], status: 200) }
        var response = Response(303, body: .none)
        response.headers.set("Location", path.text)
        response.headers.set("Cache-Control", "no-store")
        return response
    }

    private func html(_ drawn: Drawn, _ page: Page, _ facts: SiteFacts, status: Int, titlePrefix: String) -> Response {
        guard let frame = drawn.frame else { return Response(status) }
        let layout = Layout(
            frame: frame, facts: facts, flash: flash, theme: theme, titlePrefix: titlePrefix, address: request.path)
        let bytes = Self.withKeys(layout.drawn.text, token)
        var response = Response(status, body: .bytes(bytes))
        response.headers.set("Content-Type", "text/html; charset=utf-8")
        response.headers.set("Cache-Control", "no-store")
        response.headers.set("Vary", "Accept, Cookie")
        if flash != nil { add(Cookie(Cookies.flash, "", age: 0), to: &response) }
        if sessionToken == nil, !hasVisitorToken { add(Cookie(Cookies.visitor, visitorToken, age: nil), to: &response) }
        return response
    }

    /// Writes the hidden fields wherever a form left room for them; each form gets a key of its own.
    static func withKeys(_ text: String, _ token: FormToken) -> [UInt8] {
        let mark = UInt8(2)
        var rest = Array(text.utf8)[...]
        var out: [UInt8] = []
        out.reserveCapacity(rest.count + 1024)
        while let place = rest.firstIndex(of: mark) {
            out += rest[..<place]
            out +=
                """
                <input type="hidden" name="csrf" value="\(token.masked())">\
                <input type="hidden" name="key" value="\(Secret.token(bytes: 12))">
                """.utf8
            rest = rest[(place + 1)...]
        }
        out += rest
        return out
    }

    static func json(_ json: JSON, status: Int, type: String = "application/json") -> Response {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        bytes.append(0x0A)
        var response = Response(status, body: .bytes(bytes))
        response.headers.set("Content-Type", type)
        response.headers.set("Cache-Control", "no-store")
        return response
    }

    private func add(_ cookie: Cookie, to response: inout Response) {
        response.headers.add("Set-Cookie", cookie.written(isSecure: request.isSecure))
    }

    /// Gives an answer the headers that every one carries, and leaves those that it has.
    func dress(_ response: inout Response) { Self.dress(&response, for: request) }

    static func dress(_ response: inout Response, for request: Request) {
        response.headers.addMissing(Self.everywhere)
        if !response.headers.has("X-Request-Id") { response.headers.add("X-Request-Id", request.id) }
        if request.isSecure { response.headers.set("Strict-Transport-Security", "max-age=31536000") }
    }

    private static let everywhere: Headers = [
        "Content-Security-Policy":
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    ]
}

/// What may be wrong with a request before any handler sees it.
enum WireProblem: Error {
    case unreadable
    case forged
}
