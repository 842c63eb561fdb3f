public import Web

/// A certificate of a union (证书): who got it for what, under a number, with a code by which anybody who holds the paper can see
/// that it is true. Once made it is never changed, only withdrawn.
public struct Certificate: Equatable, Sendable, Record {
    public enum State: String, Sendable, Readable, Bindable {
        case valid
        case withdrawn

        public var words: String { self == .valid ? "有效" : "已撤销" }
    }

    public let id: ID<Certificate>
    public let unit: ID<Unit>
    public let unitName: String
    public let unitPath: String
    /// The holder's entry; nil for a team or somebody outside.
    public let person: ID<Person>?
    /// The holder as the certificate names them.
    public let holder: String
    /// `荣誉证书`
    public let heading: String
    public let body: String
    /// `一等奖`
    public let award: String?
    public let number: String
    /// Ten signs that cannot be guessed, as `7F3K992QDA`.
    public let code: String
    public let issuedOn: Day
    public let issuedAt: Instant
    public let state: State
    public let withdrawnFor: String?

    public static let columns: SQL = """
        c.id, c.unit_id, u.name AS unit_name, u.path AS unit_path, c.person_id, c.holder, c.heading, c.body, c.award,
        c.number, c.code, c.issued_on, c.issued_at, c.state, c.withdrawn_for
        """

    static let source: SQL = "certificate c JOIN unit u ON u.id = c.unit_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        person = try row.read("person_id")
        holder = try row.read("holder")
        heading = try row.read("heading")
        body = try row.read("body")
        award = try row.read("award")
        number = try row.read("number")
        code = try row.read("code")
        issuedOn = try row.read("issued_on")
        issuedAt = try row.read("issued_at")
        state = try row.read("state")
        withdrawnFor = try row.read("withdrawn_for")
    }

    /// Why something cannot be done with a certificate.
    public enum Problem: Explained, Equatable {
        case isWithdrawn

        public var words: String { "这张证书已经撤销了。" }
    }

    /// The code in the two halves in which it is printed: `7F3K9-92QDA`.
    public var printedCode: String { "\(code.prefix(5))-\(code.suffix(5))" }
}

/// What a certificate says.
public struct CertificateDraft: Equatable, Sendable {
    public let heading: String
    public let holder: String
    public let person: ID<Person>?
    public let body: String
    public let award: String?
    /// The run of its number, such as `BJQJS`: `BJQJS-2026-0012`.
    public let series: String
    public let issuedOn: Day

    public init(
        _ heading: String, to holder: String, person: ID<Person>? = nil, for body: String, award: String? = nil,
        series: String, on day: Day
    ) {
        self.heading = heading
        self.holder = holder
        self.person = person
        self.body = body
        self.award = award
        self.series = series
        issuedOn = day
    }
}
