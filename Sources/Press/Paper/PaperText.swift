/// A paragraph in one size and mostly one face.
public struct PaperText: Equatable, Sendable {
    public enum Alignment: Equatable, Sendable {
        case start
        case centre
        case end
    }

    public var words: String
    public var face: Face
    /// Points from one character to the next.
    public var size: Double
    /// Points from one line to the next.
    public var pitch: Double
    public var alignment: Alignment
    /// Characters left blank at the beginning of the first line.
    public var indent: Double
    /// Characters left blank at the beginning of every line.
    public var left: Double
    /// Characters left blank at the end of every line.
    public var right: Double
    public var ink: Ink
    /// Another face for the first so many characters: the heading that a paragraph begins with.
    public var lead: (count: Int, face: Face)?
    /// Never the last on a page: a heading.
    public var staysWithNext: Bool

    public init(
        _ words: String, _ face: Face = .body, size: Double = 15.75, pitch: Double = 28.9,
        alignment: Alignment = .start,
        indent: Double = 0, left: Double = 0, right: Double = 0, ink: Ink = .black,
        lead: (count: Int, face: Face)? = nil,
        staysWithNext: Bool = false
    ) {
        self.words = words
        self.face = face
        self.size = size
        self.pitch = pitch
        self.alignment = alignment
        self.indent = indent
        self.left = left
        self.right = right
        self.ink = ink
        self.lead = lead
        self.staysWithNext = staysWithNext
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.words == b.words && a.face == b.face && a.size == b.size && a.pitch == b.pitch && a.alignment == b.alignment
            && a.indent == b.indent && a.left == b.left && a.right == b.right && a.ink == b.ink
            && a.lead?.count == b.lead?.count && a.lead?.face == b.lead?.face && a.staysWithNext == b.staysWithNext
    }
}
