import CSQLite

/// A prepared statement, and the row it stands on while it runs. Lives on its connection's thread.
final class SQLiteStatement: RowSource {
    let handle: OpaquePointer
    let parameters: Int
    let isReadOnly: Bool
    var isRunning = false
    private let names: [String]
    /// The column after the one read last: records read their columns in order.
    private var expected = 0

    init(_ handle: OpaquePointer) {
        self.handle = handle
        parameters = Int(sqlite3_bind_parameter_count(handle))
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        names = (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
    }

    deinit {
        sqlite3_finalize(handle)
    }

    var count: Int { names.count }

    func name(at index: Int) -> String { names[index] }

    func index(of column: String) -> Int? {
        var index = expected < names.count ? expected : 0
        for _ in names.indices {
            if names[index] == column {
                expected = index + 1
                return index
            }
            index = index + 1 == names.count ? 0 : index + 1
        }
        return nil
    }

    func value(at index: Int) -> Value {
        let column = Int32(index)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let text = UnsafeBufferPointer(
                start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
            return .text(String(decoding: text, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
            return .bytes(Array(bytes))
        default: return .null
        }
    }

    /// Binds every value, runs `body`, and forgets them. Text and bytes are lent to SQLite where they lie: `body` runs
    /// inside the closures that keep them there.
    func binding<Result>(_ values: [Value], from first: Int = 0, _ body: () throws -> Result) throws -> Result {
        for index in first..<values.count {
            let place = Int32(index + 1)
            switch values[index] {
            case .null: sqlite3_bind_null(handle, place)
            case .integer(let number): sqlite3_bind_int64(handle, place, number)
            case .real(let number): sqlite3_bind_double(handle, place, number)
            case .bool(let truth): sqlite3_bind_int64(handle, place, truth ? 1 : 0)
            case .text(let text): return try lending(text, values, index, body)
            case .list(let list): return try lending(jsonText(list), values, index, body)
            case .bytes(let bytes):
                return try bytes.withUnsafeBytes { bytes in
                    // An empty array has no address, which SQLite would take for NULL.
                    if bytes.isEmpty {
                        sqlite3_bind_zeroblob(handle, place, 0)
                    } else {
                        sqlite3_bind_blob64(handle, place, bytes.baseAddress, UInt64(bytes.count), nil)
                    }
                    return try binding(values, from: index + 1, body)
                }
            }
        }
        return try body()
    }

    private func lending<Result>(
        _ text: String, _ values: [Value], _ index: Int, _ body: () throws -> Result
    ) throws -> Result {
        var text = text
        return try text.withUTF8 { bytes in
            let start = bytes.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
            sqlite3_bind_text64(
                handle, Int32(index + 1), start ?? emptyText, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
            return try binding(values, from: index + 1, body)
        }
    }
}

/// Somewhere that an empty text may stand: no address at all would mean NULL.
nonisolated(unsafe) private let emptyText: UnsafePointer<CChar> = {
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    text.initialize(to: 0)
    return UnsafePointer(text)
}()
