public import Server

/// What a handler gives back.
public struct Answer: Sendable {
    enum Kind: Sendable {
        case page(Page)
        case see(Path)
        case json(JSON, status: Int)
        case response(Response)
    }

    let kind: Kind
    /// Said once on the next page: what happened and what follows.
    var flash: String?
    /// Where the same form leads when it is sent again, for an answer that must not be kept.
    var repeated: (path: Path, words: String)?
    /// Cookies to set, written out.
    var cookies: [Cookie] = []

    /// A page in one of the house's shells. `json` is the same thing for programs.
    public static func page(
        title: String, shell: Shell = .desk, status: Int = 200, json: JSON? = nil, _ body: HTML
    ) -> Answer {
        Answer(kind: .page(Page(title: title, shell: shell, status: status, json: json, body: body)))
    }

    /// After a write: go there and look. `words` are said on that page.
    public static func see(_ path: Path, saying words: String? = nil) -> Answer {
        Answer(kind: .see(path), flash: words)
    }

    /// The same page, made once: the same form sent again leads to `path` and hears `words` there.
    ///
    /// For a page that holds secrets, which are told in this answer and kept nowhere.
    public func once(thenSee path: Path, saying words: String) -> Answer {
        var answer = self
        answer.repeated = (path, words)
        return answer
    }

    /// For addresses under `/api`.
    public static func json(_ json: JSON, status: Int = 200) -> Answer {
        Answer(kind: .json(json, status: status))
    }

    /// A file, a stream, or anything else of the wire.
    public static func response(_ response: Response) -> Answer {
        Answer(kind: .response(response))
    }

    /// The same answer that also sets a cookie.
    public func setting(_ cookie: Cookie) -> Answer {
        var answer = self
        answer.cookies.append(cookie)
        return answer
    }
}

/// A page before its frame is drawn around it.
struct Page: Sendable {
    let title: String
    let shell: Shell
    let status: Int
    let json: JSON?
    let body: HTML
}

/// What stands around a page.
public enum Shell: Sendable {
    /// The officer's: rail, top bar, tabs on a phone.
    case desk
    /// The member's: mast and tabs. The hero, if any, stands in the mast.
    case member(hero: HTML = .none)
    /// One task, no navigation.
    case focus
    /// The way in: signing in, setting up. A pine wall and a lit card.
    case door
    /// Nothing but the page: for printing.
    case paper
}

/// A cookie of this host alone. Behind TLS its name gains `__Host-` and it is Secure.
public struct Cookie: Sendable {
    let name: String
    let value: String
    /// Seconds it lives; nil until the browser closes, 0 to remove it.
    let age: Int?
    let isScriptVisible: Bool

    public init(_ name: StaticString, _ value: String, age: Int?, isScriptVisible: Bool = false) {
        self.name = name.description
        self.value = value
        self.age = age
        self.isScriptVisible = isScriptVisible
    }

    func written(isSecure: Bool) -> String {
        var text = "\(isSecure ? "__Host-" : "")\(name)=\(value); Path=/; SameSite=Lax"
        if !isScriptVisible { text += "; HttpOnly" }
        if isSecure { text += "; Secure" }
        if let age { text += "; Max-Age=\(age)" }
        return text
    }
}
