/// An address on this site, the only thing that `href`, `src` and `action` take. It begins with one `/`, or is one of the few
/// other kinds that are made here by name.
public struct Path: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// A fixed address, written in the source.
    public init(_ literal: StaticString) {
        text = literal.description
        assert(text.hasPrefix("/") && !text.hasPrefix("//"), "an address begins with one slash: \(text)")
    }

    /// An address of this site made of segments that are encoded here.
    public init(segments: [String]) {
        text = "/" + segments.map { Self.encoded($0, keeping: Self.segmentSafe) }.joined(separator: "/")
    }

    private init(text: String) {
        self.text = text
    }

    /// An address that a visitor brought: taken only when it stays on this site, for going back after signing in.
    public init?(local text: String) {
        let isLocal = text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
        guard isLocal, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), text.utf8.count <= 2000 else { return nil }
        self.text = text
    }

    /// A number to call.
    public static func telephone(_ number: StaticString) -> Path { Path(text: "tel:\(number)") }

    /// The front door of another federation of the same installation, at a host name that an operator wrote down.
    public static func sister(host: String, port: UInt16?, isSecure: Bool) -> Path {
        let isHost = host.utf8.allSatisfy {
            $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
        guard isHost, !host.isEmpty else { return Path("/") }
        return Path(text: "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")/")
    }

    /// A place on the same page.
    public static func anchor(_ id: String) -> Path { Path(text: "#" + encoded(id, keeping: segmentSafe)) }

    /// The same page with other words after `?`.
    public static func query(_ pairs: [(name: String, value: String)]) -> Path {
        Path(text: "?" + Self.written(pairs))
    }

    /// This address with what comes after `?`. Empty values are left out.
    public func with(_ pairs: [(name: String, value: String)]) -> Path {
        let written = Self.written(pairs.filter { !$0.value.isEmpty })
        guard !written.isEmpty else { return self }
        return Path(text: text + (text.contains("?") ? "&" : "?") + written)
    }

    /// This address with one more word after `?`.
    public func with(_ name: String, _ value: String) -> Path { with([(name, value)]) }

    /// This address at a place on its page.
    public func at(_ anchor: String) -> Path {
        Path(text: text + "#" + Self.encoded(anchor, keeping: Self.segmentSafe))
    }

    public var description: String { text }

    private static func written(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(encoded($0.name, keeping: segmentSafe))=\(encoded($0.value, keeping: segmentSafe))" }
            .joined(separator: "&")
    }

    private static let segmentSafe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    static func encoded(_ words: String, keeping safe: Set<UInt8>) -> String {
        guard !words.utf8.allSatisfy(safe.contains) else { return words }
        var out: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in words.utf8 {
            if safe.contains(byte) {
                out.append(byte)
            } else {
                out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
