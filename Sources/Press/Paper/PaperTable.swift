/// Rows under heads, in hairlines; the heads come again on every page.
public struct PaperTable: Sendable {
    /// A column: its head, its part of the width, and where its cells stand.
    public struct Column: Sendable {
        public let head: String
        public let share: Double
        public let alignment: PaperText.Alignment

        public init(_ head: String, share: Double = 1, alignment: PaperText.Alignment = .start) {
            self.head = head
            self.share = share
            self.alignment = alignment
        }
    }

    public let columns: [Column]
    public let rows: [[String]]
    /// Points of its type.
    public let size: Double

    public init(_ columns: [Column], rows: [[String]], size: Double = 10.5) {
        self.columns = columns
        self.rows = rows
        self.size = size
    }

    var pitch: Double { size * 1.5 }
    /// Blank on each side of a cell's words, and above and below them.
    static let pad = (side: 4.0, height: 3.0)

    /// The width of each column out of the whole.
    func widths(of whole: Double) -> [Double] {
        let sum = columns.reduce(0) { $0 + $1.share }
        return columns.map { whole * $0.share / max(sum, 0.001) }
    }
}
