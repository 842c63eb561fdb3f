import CCurl
public import Base

/// An address that parcels may be sent to: https, or http where the outreach allows it; without a user's name.
public struct WebAddress: Equatable, Sendable, CustomStringConvertible {
    public let text: String
    public let host: String
    let port: String
    let isSecure: Bool

    /// Why an address is not taken, for the field it was typed into.
    public enum Problem: Explained, Equatable, Sendable {
        case unreadable
        case notSecure
        case hasUser
        case hasFragment

        public var words: String {
            switch self {
            case .unreadable: "地址读不出，请写成 https://example.org/notify 这样。"
            case .notSecure: "地址要以 https:// 开头。"
            case .hasUser: "地址里不要写用户名和密码，签名就是凭证。"
            case .hasFragment: "地址里不要有 # 号。"
            }
        }
    }

    public init(_ text: String, _ outreach: Outreach) throws(Problem) {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && text.utf8.count <= 500
        guard isPlain, let url = curl_url() else { throw .unreadable }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: url), let host = Self.part(CURLUPART_HOST, of: url),
            let port = Self.part(CURLUPART_PORT, of: url, UInt32(CURLU_DEFAULT_PORT)), !host.isEmpty
        else { throw .unreadable }
        guard Self.part(CURLUPART_USER, of: url) == nil, Self.part(CURLUPART_PASSWORD, of: url) == nil else {
            throw .hasUser
        }
        guard Self.part(CURLUPART_FRAGMENT, of: url) == nil else { throw .hasFragment }
        isSecure = scheme == "https"
        let isHere = ["localhost", "127.0.0.1", "[::1]"].contains(host)
        switch outreach {
        case _ where isSecure: break
        case .world: throw .notSecure
        case .loopback: guard scheme == "http", isHere else { throw .notSecure }
        case .inward: guard scheme == "http" else { throw .notSecure }
        }
        self.text = text
        self.host = host
        self.port = port
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer, _ flags: UInt32 = 0) -> String? {
        var words: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &words, flags) == CURLUE_OK, let words else { return nil }
        defer { curl_free(words) }
        return String(cString: words)
    }

    public var description: String { text }
}
