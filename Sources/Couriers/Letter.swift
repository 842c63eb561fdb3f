public import Base

/// A letter by e-mail: plain text from one address to one.
public struct Letter: Sendable {
    public let from: MailAddress
    public let to: MailAddress
    /// The name beside the sender's address.
    public let sender: String
    public let subject: String
    public let text: String
    /// Unlike every other letter's; the same when it is sent again, so that a reader's program shows it once.
    public let id: String
    public let at: Instant

    public init(
        from: MailAddress, to: MailAddress, sender: String, subject: String, text: String, id: String, at: Instant
    ) {
        self.from = from
        self.to = to
        self.sender = sender
        self.subject = subject
        self.text = text
        self.id = id
        self.at = at
    }

    /// As it goes over the wire (RFC 5322, 2047): ASCII alone, lines of at most 76.
    var message: [UInt8] {
        let domain = from.text.split(separator: "@").last.map(String.init) ?? "localhost"
        var lines = [
            "Date: \(Self.date(at))", "From: \(Self.encoded(sender)) <\(from.text)>", "To: <\(to.text)>",
            "Subject: \(Self.encoded(subject))", "Message-ID: <\(id)@\(domain)>", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ]
        let body = Array(Self.base64(Array(text.utf8)))
        lines += stride(from: 0, to: body.count, by: 76).map { String(body[$0..<min($0 + 76, body.count)]) }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// `Fri, 28 Mar 2025 15:04:05 +0800`
    static func date(_ at: Instant) -> String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = at.day
        return "\(names[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year) "
            + "\(at.clock):\(padded(at.secondOfDay % 60, 2)) +0800"
    }

    /// Words of a header, in pieces of whole characters that stay below 75 bytes each. Line ends cannot get in.
    static func encoded(_ words: String) -> String {
        var pieces: [[UInt8]] = [[]]
        for character in words {
            let bytes = Array(String(character).utf8)
            if pieces[pieces.count - 1].count + bytes.count > 42 { pieces.append([]) }
            pieces[pieces.count - 1] += bytes
        }
        return pieces.map { "=?UTF-8?B?\(base64($0))?=" }.joined(separator: "\r\n ")
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let number = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                out.append(place <= group.count ? signs[number >> (18 - 6 * place) & 63] : 0x3D)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// An address for e-mail: one name at one domain, in ASCII, without blanks, quotes or line ends.
public struct MailAddress: Hashable, Sendable {
    public let text: String

    /// Why a text is none, for the field it was typed into.
    public struct Problem: Explained, Equatable, Sendable {
        public init() {}

        public var words: String { "邮箱地址读不出，请写成 name@example.cn 这样。" }
    }

    public init(_ typed: String) throws(Problem) {
        let halves = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), typed.utf8.count <= 200,
            halves[0].utf8.allSatisfy({ Self.signs.contains($0) }), Postbox.isHost(String(halves[1])),
            halves[1].contains("."), !halves[1].hasPrefix("."), !halves[1].hasSuffix("."), !halves[1].contains("..")
        else { throw Problem() }
        text = typed
    }

    private static let signs = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+-/=?^_`{|}~".utf8)

    /// `w****@example.cn`: enough for its owner to know it.
    public var masked: String {
        let domain = text.split(separator: "@").last ?? ""
        return "\(text.prefix(1))****@\(domain)"
    }
}
