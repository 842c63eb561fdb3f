public import Web

/// A run of numbers of one issuer (机关代字): 京教工发, 京教工函. Each year begins at 1.
public struct DocumentSeries: Equatable, Sendable, Record {
    public let id: ID<DocumentSeries>
    public let unit: ID<Unit>
    /// `京教工发`
    public let code: String

    public static let columns: SQL = "s.id, s.unit_id, s.code"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        code = try row.read("code")
    }

    /// `京教工发〔2025〕1号`: hexagonal brackets, no zeros, no 第 (GB/T 9704, 7.2.5).
    public static func number(_ code: String, year: Int, serial: Int) -> String { "\(code)〔\(year)〕\(serial)号" }

    /// Those of a unit, in the order in which they were made.
    public static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [DocumentSeries] {
        try tx.all("SELECT \(columns) FROM document_series s WHERE s.unit_id = \(unit) ORDER BY s.id")
    }

    /// Begins a series. Its code is nobody else's in the federation. `used` numbers of this year were given before the house.
    public static func insert(
        _ code: String, in unit: ID<Unit>, used: Int = 0, _ tx: Transaction
    ) throws -> ID<DocumentSeries> {
        let id: ID<DocumentSeries> = tx.newID()
        do {
            try tx.attempt {
                _ = try tx.run("INSERT INTO document_series (id, unit_id, code) VALUES (\(id), \(unit), \(code))")
            }
        } catch StoreProblem.notUnique {
            throw OfficialDocument.Problem.codeTaken(code)
        }
        if used > 0 {
            try tx.run(
                "INSERT INTO document_serial (series_id, year, last) VALUES (\(id), \(tx.today.year), \(used))")
        }
        return id
    }

    /// The last number given in a year; 0 when none was.
    public func last(in year: Int, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT last FROM document_serial WHERE series_id = \(id) AND year = \(year)") ?? 0
    }

    /// Takes the next number of a year. It is given with the commit of the paper that takes it or not at all, so there is
    /// neither a gap nor a double: the row stays locked until then.
    func take(year: Int, _ tx: Transaction) throws -> Int {
        let taken: Int? = try tx.value(
            """
            INSERT INTO document_serial (series_id, year, last) VALUES (\(id), \(year), 1)
            ON CONFLICT (series_id, year) DO UPDATE SET last = document_serial.last + 1 RETURNING last
            """)
        guard let taken else { throw Refusal.missing }
        return taken
    }
}
