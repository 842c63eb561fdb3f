/// The statements that one connection has prepared, by schema and text, bounded in both.
///
/// A prepared statement is planned anew when it is run under another search_path; so each schema has statements of its
/// own.
struct PostgresStatements {
    /// One prepared statement.
    final class Statement {
        let name: String
        /// Known once it has answered.
        var columns: PostgresColumns?
        /// Whether it ran well before: only then can the schema have changed under it.
        var hasRun = false
        fileprivate var lastUse = 0

        fileprivate init(_ name: String) {
            self.name = name
        }
    }

    private struct Shelf {
        var statements: [String: Statement] = [:]
        var lastUse = 0
    }

    private let statementLimit: Int
    private let schemaLimit: Int
    private var current = Shelf()
    private var schema = ""
    private var others: [String: Shelf] = [:]
    private var uses = 0
    private var made = 0
    /// Names that the server still holds and nobody will use again; the connection deallocates them.
    private(set) var dropped: [String] = []

    init(statements: Int = 256, schemas: Int = 8) {
        statementLimit = statements
        schemaLimit = schemas
    }

    var count: Int { current.statements.count + others.values.reduce(0) { $0 + $1.statements.count } }

    /// Turns to the statements of a schema, and forgets those of the schema unused longest where there are too many.
    mutating func turn(to schema: String) {
        guard schema != self.schema else { return }
        uses += 1
        current.lastUse = uses
        others[self.schema] = current
        current = others.removeValue(forKey: schema) ?? Shelf()
        self.schema = schema
        while others.count >= schemaLimit, let oldest = others.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            dropped += oldest.value.statements.values.map(\.name)
            others[oldest.key] = nil
        }
    }

    /// The statement of a text, if it was prepared.
    mutating func find(_ text: String) -> Statement? {
        guard let statement = current.statements[text] else { return nil }
        uses += 1
        statement.lastUse = uses
        return statement
    }

    /// A name that was never used before on this connection.
    mutating func newName() -> String {
        made += 1
        return "s\(made)"
    }

    /// Keeps what was prepared, and forgets the quarter unused longest where there are too many.
    mutating func keep(_ text: String, as name: String) -> Statement {
        if current.statements.count >= statementLimit {
            let byUse = current.statements.sorted { $0.value.lastUse < $1.value.lastUse }
            for (text, statement) in byUse.prefix(max(1, statementLimit / 4)) {
                dropped.append(statement.name)
                current.statements[text] = nil
            }
        }
        uses += 1
        let statement = Statement(name)
        statement.lastUse = uses
        current.statements[text] = statement
        return statement
    }

    /// Hands over the names to deallocate.
    mutating func takeDropped() -> [String] {
        defer { dropped = [] }
        return dropped
    }

    /// Forgets everything: their plans are of an old schema.
    mutating func forgetAll() {
        current = Shelf()
        others = [:]
        dropped = []
    }
}
