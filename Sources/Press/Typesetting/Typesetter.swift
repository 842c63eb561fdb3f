public import Base
import CPango

/// Sets a paper page by page. A page that is full leaves for the file; what stays in memory is the file and one paragraph.
final class Typesetter {
    let paper: Paper
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Sink
    private var page = 0
    /// How far down the page is set.
    private(set) var y = 0.0
    private var isFresh = true

    init(_ paper: Paper, made: Instant) throws(Paper.Problem) {
        self.paper = paper
        let sink = Sink()
        let size = paper.size
        guard let surface = cairo_pdf_surface_create_for_stream(Sink.write, sink.closure, size.width, size.height),
            let cairo = cairo_create(surface)
        else { throw .broken("no surface") }
        (self.sink, self.surface, self.cairo) = (sink, surface, cairo)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, paper.author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.iso)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    var left: Double { paper.margins.left }
    var width: Double { paper.size.width - paper.margins.left - paper.margins.right }
    var bottom: Double { paper.size.height - paper.margins.bottom }
    /// What a hair's breadth may stand beyond the edge: sums of fractions.
    private static let hair = 0.5

    /// Sets everything and gives the file.
    func run() throws(Paper.Problem) -> [UInt8] {
        try openPage()
        for fixture in paper.fixtures { try place(fixture) }
        for piece in paper.pieces { try place(piece) }
        closePage()
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .broken(cairo_status_to_string(status).map { String(cString: $0) } ?? "?")
        }
        return sink.bytes
    }

    func turn() throws(Paper.Problem) {
        closePage()
        try openPage()
    }

    /// Goes to the next page unless so much height is left, or the page is still empty.
    func need(_ height: Double) throws(Paper.Problem) {
        if !isFresh, y + height > bottom + Self.hair { try turn() }
    }

    var roomLeft: Double { bottom - y }

    /// Puts one line of words down and goes below it.
    func set(_ layout: TextLayout, _ index: Int, pitch: Double, ink: Ink) {
        draw(layout, index, x: left, top: y, pitch: pitch, ink: ink)
        advance(pitch)
    }

    /// Draws a line of words in the middle of its pitch.
    func draw(_ layout: TextLayout, _ index: Int, x: Double, top: Double, pitch: Double, ink: Ink) {
        let line = layout.lines[index]
        dip(ink)
        layout.draw(index, x: x, baseline: top + (pitch - line.height) / 2 + line.ascent, on: cairo)
    }

    func advance(_ height: Double) {
        y += height
        isFresh = false
    }

    /// Leaves blank height, but none at the top of a page.
    func skip(_ height: Double) {
        if !isFresh { y += height }
    }

    func drop(to height: Double) { y = height }

    func dip(_ ink: Ink) { cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue) }

    func stroke(from a: (x: Double, y: Double), to b: (x: Double, y: Double), thickness: Double, ink: Ink) {
        dip(ink)
        cairo_set_line_width(cairo, thickness)
        cairo_move_to(cairo, a.x, a.y)
        cairo_line_to(cairo, b.x, b.y)
        cairo_stroke(cairo)
    }

    private func openPage() throws(Paper.Problem) {
        page += 1
        guard page <= Paper.mostPages else { throw .tooLong(pages: Paper.mostPages) }
        (y, isFresh) = (paper.margins.top, true)
        guard let mark = paper.mark else { return }
        let text = PaperText(mark, .hei, size: 10.5, pitch: 14, alignment: .end, ink: .grey)
        draw(TextLayout(text, width: width, on: cairo), 0, x: left, top: mm(12), pitch: 14, ink: .grey)
    }

    private func closePage() {
        if paper.isNumbered {
            // The number stands outside: on the right of the front of a leaf, on the left of its back.
            let isFront = page % 2 == 1
            let text = PaperText(
                "— \(page) —", size: 14, pitch: 20, alignment: isFront ? .end : .start, left: 1, right: 1)
            let layout = TextLayout(text, width: width, on: cairo)
            draw(layout, 0, x: left, top: bottom + mm(7) - 10, pitch: 20, ink: .black)
        }
        cairo_show_page(cairo)
    }
}

extension Paper {
    /// The paper as a PDF, with the parts of its faces that it uses inside and its words to be found and copied.
    ///
    /// It takes some milliseconds a page and waits on the disk for faces, so it is called on a thread of one's own.
    public func pdf(made: Instant) throws(Problem) -> [UInt8] {
        try Typesetter(self, made: made).run()
    }
}
