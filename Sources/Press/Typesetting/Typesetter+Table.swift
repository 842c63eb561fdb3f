import CPango

extension Typesetter {
    /// Sets a table row by row. A row that is higher than what is left of the page goes on at the top of the next.
    func place(_ table: PaperTable) throws(Paper.Problem) {
        let widths = table.widths(of: width)
        try need(Double(3) * (table.pitch + 2 * PaperTable.pad.height))
        try head(of: table, widths)
        for row in table.rows {
            let cells = layouts(row, table, widths, .body)
            let count = cells.map(\.lines.count).max() ?? 1
            var first = 0
            while first < count {
                if roomLeft < table.pitch + 2 * PaperTable.pad.height {
                    try turn()
                    try head(of: table, widths)
                }
                let fitting = Int((roomLeft - 2 * PaperTable.pad.height) / table.pitch)
                let last = min(count, first + max(1, fitting))
                draw(cells, first..<last, table, widths, ink: .black)
                first = last
            }
        }
    }

    private func head(of table: PaperTable, _ widths: [Double]) throws(Paper.Problem) {
        let cells = layouts(table.columns.map(\.head), table, widths, .hei)
        draw(cells, 0..<(cells.map(\.lines.count).max() ?? 1), table, widths, ink: .black)
    }

    private func layouts(
        _ words: [String], _ table: PaperTable, _ widths: [Double], _ face: Face
    ) -> [TextLayout] {
        zip(table.columns, widths).enumerated().map { index, pair in
            let text = PaperText(
                index < words.count ? words[index] : "", face, size: table.size, pitch: table.pitch,
                alignment: face == .hei ? .centre : pair.0.alignment)
            return TextLayout(text, width: pair.1 - 2 * PaperTable.pad.side, on: cairo)
        }
    }

    /// Draws some lines of a row's cells with the hairlines around them, and goes below.
    private func draw(
        _ cells: [TextLayout], _ lines: Range<Int>, _ table: PaperTable, _ widths: [Double], ink: Ink
    ) {
        let height = Double(lines.count) * table.pitch + 2 * PaperTable.pad.height, top = y
        var x = left
        stroke(from: (left, top), to: (left + width, top), thickness: 0.5, ink: ink)
        stroke(from: (left, top + height), to: (left + width, top + height), thickness: 0.5, ink: ink)
        stroke(from: (left, top), to: (left, top + height), thickness: 0.5, ink: ink)
        for (cell, wide) in zip(cells, widths) {
            for line in lines where line < cell.lines.count {
                let above = top + PaperTable.pad.height + Double(line - lines.lowerBound) * table.pitch
                draw(cell, line, x: x + PaperTable.pad.side, top: above, pitch: table.pitch, ink: ink)
            }
            x += wide
            stroke(from: (x, top), to: (x, top + height), thickness: 0.5, ink: ink)
        }
        advance(height)
    }
}
