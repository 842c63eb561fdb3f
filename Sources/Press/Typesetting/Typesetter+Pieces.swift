import CPango

extension Typesetter {
    /// Puts a piece down where the page has come to.
    func place(_ piece: Piece) throws(Paper.Problem) {
        switch piece {
        case .text(let text): try place(text)
        case .ends(let start, let end):
            try need(start.pitch)
            draw(TextLayout(end, width: width, on: cairo), 0, x: left, top: y, pitch: end.pitch, ink: end.ink)
            set(TextLayout(start, width: width, on: cairo), 0, pitch: start.pitch, ink: start.ink)
        case .rule(let thickness, let ink):
            stroke(from: (left, y), to: (left + width, y), thickness: thickness, ink: ink)
            advance(0)
        case .table(let table): try place(table)
        case .space(let height): skip(height)
        case .pageBreak: try turn()
        case .stamp(let bytes, let wide, let right):
            try draw(bytes, x: left + width - right - wide / 2, y: y - wide / 2, width: wide)
        case .together(let pieces):
            try need(height(of: pieces))
            for piece in pieces { try place(piece) }
        case .foot(let pieces):
            let height = height(of: pieces)
            try need(height)
            drop(to: max(y, bottom - height))
            for piece in pieces { try place(piece) }
        }
    }

    private func place(_ text: PaperText) throws(Paper.Problem) {
        let layout = TextLayout(text, width: width, on: cairo)
        if text.staysWithNext { try need(Double(layout.lines.count + 1) * text.pitch) }
        for index in layout.lines.indices {
            try need(text.pitch)
            set(layout, index, pitch: text.pitch, ink: text.ink)
        }
    }

    /// How high pieces stand when nothing parts them.
    func height(of pieces: [Piece]) -> Double {
        var sum = 0.0
        for piece in pieces {
            switch piece {
            case .text(let text): sum += Double(TextLayout(text, width: width, on: cairo).lines.count) * text.pitch
            case .ends(let start, _): sum += start.pitch
            case .space(let height): sum += height
            case .together(let inner), .foot(let inner): sum += height(of: inner)
            case .rule, .table, .pageBreak, .stamp: continue
            }
        }
        return sum
    }

    /// Puts something at its fixed place.
    func place(_ fixture: Fixture) throws(Paper.Problem) {
        switch fixture {
        case .frame(let inset, let thickness, let ink):
            dip(ink)
            cairo_set_line_width(cairo, thickness)
            cairo_rectangle(cairo, inset, inset, paper.size.width - 2 * inset, paper.size.height - 2 * inset)
            cairo_stroke(cairo)
        case .code(let code, let x, let y, let side): draw(code, x: x, y: y, side: side)
        case .picture(let bytes, let x, let y, let width): try draw(bytes, x: x, y: y, width: width)
        case .words(let text, let x, let y, let width):
            let layout = TextLayout(text, width: width, on: cairo)
            for index in layout.lines.indices {
                draw(layout, index, x: x, top: y + Double(index) * text.pitch, pitch: text.pitch, ink: text.ink)
            }
        }
    }

    private func draw(_ code: QRCode, x: Double, y: Double, side: Double) {
        let module = side / Double(code.size)
        dip(.black)
        for row in 0..<code.size {
            for column in 0..<code.size where code.isDark(column: column, row: row) {
                // A hair larger, or light seams show between the squares.
                cairo_rectangle(
                    cairo, x + Double(column) * module, y + Double(row) * module, module * 1.02, module * 1.02)
            }
        }
        cairo_fill(cairo)
    }

    private func draw(_ bytes: [UInt8], x: Double, y: Double, width: Double) throws(Paper.Problem) {
        let source = Source(bytes)
        let picture = cairo_image_surface_create_from_png_stream(Source.read, source.closure)
        defer { cairo_surface_destroy(picture) }
        let size = (wide: cairo_image_surface_get_width(picture), high: cairo_image_surface_get_height(picture))
        let isSound = (1...4000).contains(size.wide) && (1...4000).contains(size.high)
        guard cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS, isSound else { throw .badPicture }
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        let scale = width / Double(size.wide)
        cairo_scale(cairo, scale, scale)
        cairo_set_source_surface(cairo, picture, 0, 0)
        cairo_paint(cairo)
        cairo_restore(cairo)
    }
}
