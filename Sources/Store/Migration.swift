/// One step of the schema, applied once to each federation, in order, in a transaction of its own; never edited once
/// landed.
public struct Migration: Sendable {
    /// Unique, and telling: `federation 001 units`.
    public let name: String
    /// The text for each engine; most are the same. `id bigint NOT NULL PRIMARY KEY` becomes the rowid on SQLite.
    let sqlite: String
    let postgres: String

    /// One text for both.
    public init(_ name: String, _ text: String) {
        self.init(name, sqlite: text, postgres: text)
    }

    /// Two texts, where SQLite must rebuild a table to change a constraint, or where search differs.
    public init(_ name: String, sqlite: String, postgres: String) {
        self.name = name
        self.sqlite = sqlite
        self.postgres = postgres
    }

    /// The text an engine is given.
    public func text(for engine: Engine) -> String {
        guard engine == .sqlite else { return postgres }
        // Only an INTEGER PRIMARY KEY is the rowid; any other word costs a second index a table.
        return sqlite.split(separator: "id bigint NOT NULL PRIMARY KEY", omittingEmptySubsequences: false)
            .joined(separator: "id INTEGER NOT NULL PRIMARY KEY")
    }
}
