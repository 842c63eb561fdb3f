/// One row of an answer, for as long as the step that made it: it can be neither kept nor copied.
public struct Row: ~Copyable, ~Escapable {
    private let source: any RowSource

    @_lifetime(borrow source)
    init(_ source: borrowing any RowSource) {
        self.source = copy source
    }

    /// The field of a column by its name. Fails when there is no such column or it holds another type.
    public func read<Field: Readable>(_ column: String) throws -> Field {
        guard let index = source.index(of: column) else { throw NoSuchColumn(name: column) }
        return try read(at: index)
    }

    /// The field at a place, counted from 0.
    public func read<Field: Readable>(at index: Int) throws -> Field {
        do {
            return try Field(sql: source.value(at: index))
        } catch var problem as Unreadable {
            problem.column = source.name(at: index)
            throw problem
        }
    }

    /// How many fields the row has.
    public var count: Int { source.count }
}

/// Where a driver keeps the row it stands on.
protocol RowSource: AnyObject {
    var count: Int { get }
    func index(of column: String) -> Int?
    func name(at index: Int) -> String
    func value(at index: Int) -> Value
}

/// A record asked for a column that its statement did not select: a fault of ours.
struct NoSuchColumn: Error {
    let name: String
}

/// A value read from one row, column by column, by hand.
public protocol Record {
    /// The columns that `init(_:)` reads.
    static var columns: SQL { get }
    init(_ row: borrowing Row) throws
}
