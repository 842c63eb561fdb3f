import Base

/// A column of a table: its head, and how its cells stand.
public struct Column<Line>: Sendable {
    let head: String
    /// Figures stand on the right in even digits.
    let isFigure: Bool
    /// The cell that names the row.
    let isName: Bool
    let cell: @Sendable (Line) -> HTML

    public init(
        _ head: String, isFigure: Bool = false, isName: Bool = false, _ cell: @escaping @Sendable (Line) -> HTML
    ) {
        self.head = head
        self.isFigure = isFigure
        self.isName = isName
        self.cell = cell
    }
}

/// Rows under heads, in a box of its own that scrolls; on a phone each row becomes a card with its heads beside the cells.
public func table<Line>(_ label: String, _ columns: [Column<Line>], _ lines: [Line]) -> HTML {
    """
    <div class="tbl-wrap" tabindex="0" role="group" aria-label="\(label)"><table class="tbl cards"><thead><tr>
    \(each: columns, head)</tr></thead><tbody>\(each: lines, { row($0, columns) })</tbody></table></div>
    """
}

/// What stands in the box before each row of a table that is ticked: the field's name, what it sends, and whom it means.
public struct Tick<Line>: Sendable {
    let name: String
    let value: @Sendable (Line) -> String
    let words: @Sendable (Line) -> String

    public init(
        _ name: String, value: @escaping @Sendable (Line) -> String, words: @escaping @Sendable (Line) -> String
    ) {
        self.name = name
        self.value = value
        self.words = words
    }
}

/// The same table with a box before each row, and one that ticks all. It stands in a form that is marked `data-table`.
public func table<Line>(_ label: String, ticking tick: Tick<Line>, _ columns: [Column<Line>], _ lines: [Line]) -> HTML {
    """
    <div class="tbl-wrap" tabindex="0" role="group" aria-label="\(label)"><table class="tbl cards"><thead><tr>
    <th scope="col"><label class="cb"><input type="checkbox" data-all aria-label="全选本页"></label></th>
    \(each: columns, head)</tr></thead><tbody>\(each: lines, { ticked($0, tick, columns) })</tbody></table></div>
    """
}

private func ticked<Line>(_ line: Line, _ tick: Tick<Line>, _ columns: [Column<Line>]) -> HTML {
    """
    <tr><td><label class="cb"><input type="checkbox" name="\(tick.name)" value="\(tick.value(line))" \
    aria-label="选择\(tick.words(line))"></label></td>\(each: columns, { cell(line, $0) })</tr>
    """
}

private func head<Line>(_ column: Column<Line>) -> HTML {
    "<th scope=\"col\" class=\"\(column.isFigure ? "r" : "")\">\(column.head)</th>"
}

private func row<Line>(_ line: Line, _ columns: [Column<Line>]) -> HTML {
    "<tr>\(each: columns, { cell(line, $0) })</tr>"
}

private func cell<Line>(_ line: Line, _ column: Column<Line>) -> HTML {
    if column.isName { return "<th scope=\"row\">\(column.cell(line))</th>" }
    return "<td class=\"\(column.isFigure ? "r num" : "")\" data-l=\"\(column.head)\">\(column.cell(line))</td>"
}

/// Which part of a list is shown, and the way on. Pages follow each other by key, so there is no page number.
public func pager(shown: Int, total: Int?, unit: String, first: Path?, next: Path?) -> HTML {
    let counted =
        total.map { "共 \(grouped($0)) \(unit)，本页 \(grouped(shown)) \(unit)" } ?? "本页 \(grouped(shown)) \(unit)"
    return """
        <div class="pager"><span>\(counted)</span><nav class="row" aria-label="翻页">
        \(some: first, back)
        \(some: next, onward)</nav></div>
        """
}

private func back(_ path: Path) -> HTML {
    "<a class=\"btn\" href=\"\(path)\">\(icon("chevron-bar-left"))回到第一页</a>"
}

private func onward(_ path: Path) -> HTML {
    "<a class=\"btn\" rel=\"next\" href=\"\(path)\">下一页\(icon("chevron-right"))</a>"
}
