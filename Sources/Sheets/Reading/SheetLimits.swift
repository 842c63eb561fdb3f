/// How much a file may ask of us before it is refused. Bytes are those really unpacked, never those a file claims.
public struct SheetLimits: Sendable {
    /// Bytes of the file as it lies on the disk.
    public var fileBytes: Int = 512 << 20
    /// Bytes of a workbook of Excel 97–2003, whose strings lie in memory.
    public var oldFileBytes: Int = 48 << 20
    /// Bytes of everything unpacked, all entries together.
    public var unpackedBytes: Int = 1 << 30
    /// How many times larger an entry may become; asked only beyond 16 MB.
    public var ratio: Int = 300
    /// Entries in the archive.
    public var entries: Int = 2_000
    /// Bytes of all shared strings together.
    public var sharedBytes: Int = 200 << 20
    /// Bytes of one cell.
    public var cellBytes: Int = 1 << 20
    /// Columns that may hold a value.
    public var columns: Int = 512
    /// Rows that may hold a value.
    public var rows: Int = 1_048_576

    public init() {}
}
