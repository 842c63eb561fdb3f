/// Making, dropping and describing a federation's schema.
enum PostgresSchema {
    /// An identifier in quotes.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
