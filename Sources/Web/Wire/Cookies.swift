public import Markup
import Server
import Vault

/// The cookies of a request, read by the names they have here.
struct Cookies {
    /// The session's token.
    static let session: StaticString = "uh"
    /// A token of those who are not signed in, so that their forms are protected too.
    static let visitor: StaticString = "uh-visitor"
    /// Marks a device that signed in to an account before.
    static let device: StaticString = "uh-device"
    /// What is said once on the next page.
    static let flash: StaticString = "uh-flash"
    /// `light` or `dark`.
    static let theme: StaticString = "uh-theme"

    private let pairs: [(name: Substring, value: Substring)]
    private let prefix: String

    init(_ request: Request) {
        prefix = request.isSecure ? "__Host-" : ""
        pairs = (request.headers["cookie"] ?? "").split(separator: ";").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return (parts[0].drop { $0 == " " }, parts[1])
        }
    }

    subscript(name: StaticString) -> String? {
        let wanted = prefix + name.description
        guard let value = pairs.first(where: { $0.name == wanted })?.value, !value.isEmpty, value.utf8.count <= 2000
        else { return nil }
        return String(value)
    }

    /// The words to say once, if they were written here.
    var flashWords: String? {
        self[Self.flash].flatMap { Base64URL.decode($0) }.flatMap { String(validating: $0, as: UTF8.self) }
    }

    static func saying(_ words: String) -> Cookie {
        Cookie(flash, Base64URL.encode(Array(words.utf8)), age: 60)
    }
}

extension Cookie {
    /// The session's token; it is kept as long as a session may rest.
    public static func session(_ token: String) -> Cookie {
        Cookie(Cookies.session, token, age: Session.idleDays * 86_400)
    }

    /// Takes the session's token away.
    public static var noSession: Cookie { Cookie(Cookies.session, "", age: 0) }

    /// Marks the device as one that signed in before, for a year.
    public static func device(_ mark: String) -> Cookie { Cookie(Cookies.device, mark, age: 365 * 86_400) }

    /// `light` or `dark`, for a year.
    public static func theme(_ name: String) -> Cookie { Cookie(Cookies.theme, name, age: 365 * 86_400) }
}

extension Call {
    /// The mark of a device that signed in before, as the browser sent it: to be checked.
    public var device: String? { Cookies(request)[Cookies.device] }

    /// The theme that was chosen, if one was.
    public var theme: String? { Cookies(request)[Cookies.theme] }

    /// The token of the session, as the browser sent it.
    public var sessionToken: String? { Cookies(request)[Cookies.session] }

    /// The page of this site on which the form stood, as the browser tells it; none if it does not, or it is another site's.
    public var cameFrom: Path? {
        guard let address = request.headers["referer"], let colon = address.firstRange(of: "://") else { return nil }
        let rest = address[colon.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard host.lowercased() == request.headers["host"]?.lowercased() else { return nil }
        return Path(local: String(rest.dropFirst(host.count)))
    }
}

/// The token that a form carries to prove that this site drew it for this browser.
struct FormToken {
    private let bytes: [UInt8]

    /// Made from the session's token, or the visitor's, under a key that never leaves the house.
    init(browser token: String, ring: KeyRing) {
        bytes = KeyedDigest.short(Array(token.utf8), key: ring.key(.session).bytes)
    }

    /// What stands in a form: a mask, and the token under it. No two forms hold the same bytes, so the length of a
    /// compressed page tells nothing of the token (BREACH).
    func masked() -> String {
        let mask = Secret.bytes(bytes.count)
        return Hex.encode(mask + Self.under(mask, bytes))
    }

    func isRight(_ sent: String) -> Bool {
        guard let sent = Hex.decode(sent), sent.count == 2 * bytes.count else { return false }
        return equalInConstantTime(Self.under(Array(sent.prefix(bytes.count)), Array(sent.suffix(bytes.count))), bytes)
    }

    private static func under(_ mask: [UInt8], _ bytes: [UInt8]) -> [UInt8] { zip(mask, bytes).map { $0 ^ $1 } }
}
