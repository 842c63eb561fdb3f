public import Base
public import Store

/// Rows that name a person and must follow when two entries turn out to be of one person. A room whose tables hold a person
/// declares one a table, or what it knows of the entry that is gone stays behind.
///
/// Keys are told as words and kept with the merge, so that it can be taken back row by row.
public struct PersonFollower: Sendable {
    public let name: String
    /// The keys of the rows that name one person and should come to name another.
    public let rows: @Sendable (_ from: ID<Person>, _ to: ID<Person>, Transaction) throws -> [String]
    /// Makes rows name a person.
    public let move: @Sendable (_ keys: [String], _ to: ID<Person>, Transaction) throws -> Void

    public init(
        _ name: String, rows: @escaping @Sendable (ID<Person>, ID<Person>, Transaction) throws -> [String],
        move: @escaping @Sendable ([String], ID<Person>, Transaction) throws -> Void
    ) {
        self.name = name
        self.rows = rows
        self.move = move
    }

    /// Of a table whose rows have a number: what finds them, and what moves them.
    public init(
        _ name: String, ids: @escaping @Sendable (ID<Person>) -> SQL,
        set: @escaping @Sendable ([Int64], ID<Person>) -> SQL
    ) {
        self.init(
            name,
            rows: { from, _, tx in
                let ids: [Int64] = try tx.values(ids(from))
                return ids.map(String.init)
            },
            move: { keys, person, tx in try tx.run(set(keys.compactMap { Int64($0) }, person)) })
    }
}
