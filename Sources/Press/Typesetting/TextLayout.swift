import CPango

/// A paragraph broken into lines of a width. It holds what C made and gives it back.
final class TextLayout {
    /// Where a line's words begin, how far its baseline lies below its upper edge, and its height.
    struct Line {
        let x, ascent, height, width: Double
    }

    private let layout: OpaquePointer
    let lines: [Line]

    init(_ text: PaperText, width: Double, on cairo: OpaquePointer) {
        layout = pango_cairo_create_layout(cairo)
        let context = pango_layout_get_context(layout)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
        // On paper there are no pixels to round to: 28 characters fill the line to the hair.
        pango_context_set_round_glyph_positions(context, 0)
        let words = text.words.isEmpty ? " " : text.words
        pango_layout_set_text(layout, words, Int32(words.utf8.count))
        let font = Self.font(text.face, text.size)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        let inner = max(width - (text.left + text.right) * text.size, text.size)
        // A line of just as many characters as fit must not break for the last digit of a fraction.
        pango_layout_set_width(layout, Self.units(inner + 0.1))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_indent(layout, Self.units(text.indent * text.size))
        pango_layout_set_alignment(layout, Self.alignment(text.alignment))
        if let lead = text.lead { Self.begin(layout, words, lead, text.size) }
        lines = Self.lines(of: layout, from: text.left * text.size)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// Draws one line with its words where they stand in the paragraph, `x` being the paragraph's left edge.
    func draw(_ index: Int, x: Double, baseline: Double, on cairo: OpaquePointer) {
        guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return }
        cairo_move_to(cairo, x + lines[index].x, baseline)
        pango_cairo_show_layout_line(cairo, line)
    }

    private static func lines(of layout: OpaquePointer, from left: Double) -> [Line] {
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var found: [Line] = []
        repeat {
            var box = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &box)
            let baseline = pango_layout_iter_get_baseline(iterator)
            found.append(
                Line(
                    x: left + points(box.x), ascent: points(baseline - box.y), height: points(box.height),
                    width: points(box.width)))
        } while pango_layout_iter_next_line(iterator) != 0
        return found
    }

    private static func begin(
        _ layout: OpaquePointer, _ words: String, _ lead: (count: Int, face: Face), _ size: Double
    ) {
        let end = words.prefix(lead.count).utf8.count
        let font = Self.font(lead.face, size)
        defer { pango_font_description_free(font) }
        guard let list = pango_attr_list_new(), let attribute = pango_attr_font_desc_new(font) else { return }
        attribute.pointee.start_index = 0
        attribute.pointee.end_index = UInt32(end)
        pango_attr_list_insert(list, attribute)
        pango_layout_set_attributes(layout, list)
        pango_attr_list_unref(list)
    }

    private static func font(_ face: Face, _ size: Double) -> OpaquePointer? {
        let font = pango_font_description_new()
        pango_font_description_set_family(font, face.families)
        if face.isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        return font
    }

    private static func alignment(_ alignment: PaperText.Alignment) -> PangoAlignment {
        switch alignment {
        case .start: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .end: PANGO_ALIGN_RIGHT
        }
    }

    private static func units(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }
    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
