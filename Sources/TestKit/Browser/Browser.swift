import Base
public import Markup
import Server
import Store
public import Testing
public import Web

/// A browser without a screen, in the same process as the site: it keeps cookies, follows 303s, and fills in
/// forms of the page it is on.
///
/// Not for sharing between tasks: two people are two browsers.
public final class Browser {
    public let site: Site
    /// What the site asked to keep, by name. A test may take one away or plant one.
    public var cookies: [String: String] = [:]
    /// Where it calls from.
    public var remote: String
    public var agent: String
    /// The page it is on.
    public private(set) var page = BrowsedPage(status: 0, address: "/", headers: Headers(), text: "", statements: 0)
    private var lastSent: (address: String, fields: [(name: String, value: String)])?

    public init(_ site: Site, remote: String = "192.0.2.7", agent: String = "Browser of the tests") {
        self.site = site
        self.remote = remote
        self.agent = agent
    }

    /// Opens an address, written as a link would be.
    @discardableResult
    public func get(_ address: String, isFollowing: Bool = true, accept: String = "text/html") async -> BrowsedPage {
        await go(.get, address, .none, isFollowing, accept)
    }

    @discardableResult
    public func get(_ path: Path, isFollowing: Bool = true, accept: String = "text/html") async -> BrowsedPage {
        await get(path.text, isFollowing: isFollowing, accept: accept)
    }

    /// Sends the form of the page that leads there, with what stands in it and these fields in its place. A name given
    /// twice is sent twice.
    @discardableResult
    public func submit(
        to path: Path, _ fields: KeyValuePairs<String, String> = [:], isFollowing: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> BrowsedPage {
        guard let form = page.forms.first(where: { $0.action == path.text }) else {
            Issue.record("\(page.address) has no form to \(path)\n\(page.words)", sourceLocation: sourceLocation)
            return page
        }
        let given = Set(fields.map(\.key))
        let sent = form.fields.filter { !given.contains($0.name) } + fields.map { (name: $0.key, value: $0.value) }
        return await post(path.text, sent, isFollowing: isFollowing)
    }

    /// Sends the last form once more, key and all, as a double click would.
    @discardableResult
    public func submitAgain(isFollowing: Bool = true) async -> BrowsedPage {
        guard let lastSent else { return page }
        return await post(lastSent.address, lastSent.fields, isFollowing: isFollowing)
    }

    /// Sends these fields and nothing else: for forging.
    @discardableResult
    public func post(
        _ address: String, _ fields: [(name: String, value: String)], isFollowing: Bool = true
    ) async -> BrowsedPage {
        lastSent = (address, fields)
        return await go(.post, address, .form(Submission(fields: fields)), isFollowing, "text/html")
    }

    private func go(
        _ method: Method, _ address: String, _ body: Body, _ isFollowing: Bool, _ accept: String
    ) async -> BrowsedPage {
        await visit(method, address, body, accept)
        var hops = 0
        while isFollowing, page.status == 303, let next = page.location, hops < 8 {
            await visit(.get, next, .none, accept)
            hops += 1
        }
        return page
    }

    private func visit(_ method: Method, _ address: String, _ body: Body, _ accept: String) async {
        let target = address.prefix { $0 != "#" }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count == 2 ? pairs(parts[1]) : []
        let request = Request(
            method, decoded(parts[0]), query: query, headers: headers(accept), body: body, host: Self.host,
            remote: remote)
        let tally = StatementTally.within()
        let response = await StatementTally.$current.withValue(tally) { await site.answer(request) }
        keep(response.headers.all("set-cookie"))
        var text = ""
        if case .bytes(let bytes) = response.body { text = String(decoding: bytes, as: UTF8.self) }
        page = BrowsedPage(
            status: response.status, address: address, headers: response.headers, text: text, statements: tally.count)
    }

    private static let host = "house.test"

    private func headers(_ accept: String) -> Headers {
        var headers = Headers()
        headers.set("Accept", accept)
        headers.set("User-Agent", agent)
        headers.set("Sec-Fetch-Site", "same-origin")
        headers.set("Sec-Fetch-Mode", "navigate")
        headers.set("Referer", "http://\(Self.host)\(page.address)")
        let jar = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !jar.isEmpty { headers.set("Cookie", jar.joined(separator: "; ")) }
        return headers
    }

    private func keep(_ lines: [String]) {
        for line in lines {
            let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { continue }
            let name = String(pair[..<equals])
            cookies[name] = parts.contains("Max-Age=0") ? nil : String(pair[pair.index(after: equals)...])
        }
    }
}

/// The pairs after a `?`.
func pairs(_ query: Substring) -> [(name: String, value: String)] {
    query.split(separator: "&").map { part in
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (decoded(sides[0]), sides.count == 2 ? decoded(sides[1]) : "")
    }
}

/// Without percent signs.
func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2)
        if byte == 0x25, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), digits.count == 2 {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
