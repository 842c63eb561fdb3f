/// What a person reads in a page's main part, line by line, after what is said once.
///
/// A heading begins with `#`s, a link stands in `[ ]`, a button in `( )`; a field is `label: value`, or `____`
/// when empty; a box is
/// `☐` or `☑`; the cells of a row are parted by `|`; the name of a fact ends in `：`. Pictures and what is hidden
/// are left out.
func outline(of html: String) -> String {
    let all = pieces(of: html)
    var reader = OutlineReader(labels: labels(in: all))
    for part in ["toasts", "main"] { reader.read(inside(part, of: all)) }
    return reader.lines.joined(separator: "\n")
}

/// The words of every label, by the id of its field.
private func labels(in pieces: [Piece]) -> [String: String] {
    var labels: [String: String] = [:], name: String?
    for piece in pieces {
        switch piece {
        case .open("label", let attributes): name = attributes["for"]
        case .close("label"): name = nil
        case .text(let words):
            guard let name else { continue }
            labels[name] = squeezed(labels[name, default: ""] + words)
        default: continue
        }
    }
    return labels
}

/// What stands between the tag with this id and its end.
private func inside(_ id: String, of pieces: [Piece]) -> ArraySlice<Piece> {
    var start: Int?, depth = 0
    for (at, piece) in pieces.enumerated() {
        switch piece {
        case .open(let name, let attributes):
            if start == nil, attributes["id"] == id { start = at + 1 }
            if start != nil, !voids.contains(name) { depth += 1 }
        case .close where start != nil:
            depth -= 1
            if depth == 0 { return pieces[(start ?? at)..<at] }
        default: continue
        }
    }
    return start.map { pieces[$0...] } ?? []
}

/// Without blanks at the ends, and with single ones inside.
func squeezed(_ words: String) -> String {
    words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// Walks the pieces and keeps the lines.
private struct OutlineReader {
    var lines: [String] = []
    private var line = ""
    private let labels: [String: String]
    /// How deep in an element that is not read.
    private var hidden = 0
    private var isSelecting = false
    private var isLabel = false
    /// In a button that is called otherwise than it is written.
    private var isNamed = false
    private var isArea = false

    init(labels: [String: String]) {
        self.labels = labels
    }

    mutating func read(_ pieces: ArraySlice<Piece>) {
        for piece in pieces {
            switch piece {
            case .open(let name, let attributes): open(name, attributes)
            case .close(let name): close(name)
            case .text(let words): text(words)
            }
        }
        flush()
    }

    private static let unread: Set<String> = ["svg", "template", "datalist"]
    private static let inline: Set<String> = [
        "a", "abbr", "b", "button", "code", "em", "i", "kbd", "mark", "output", "q", "s", "small", "span", "strong",
        "sub", "sup",
        "time", "u", "var", "td", "th", "dd", "input", "option", "textarea", "select", "label",
    ]

    private mutating func open(_ name: String, _ attributes: [String: String]) {
        if hidden > 0 || Self.unread.contains(name) || attributes["aria-hidden"] == "true"
            || attributes["hidden"] != nil
        {
            if !voids.contains(name) { hidden += 1 }
            if hidden == 1, name == "svg", let words = attributes["aria-label"] { line += "〔\(words)〕" }
            return
        }
        if !Self.inline.contains(name) { flush() }
        switch name {
        case "h1", "h2", "h3", "h4": line = String(repeating: "#", count: name.last?.wholeNumberValue ?? 1) + " "
        case "a": line += "["
        case "button":
            line += "(" + (attributes["aria-label"] ?? "")
            isNamed = attributes["aria-label"] != nil
        case "label": isLabel = attributes["for"] != nil
        case "input", "select", "textarea": field(name, attributes)
        case "option": if attributes["selected"] != nil { isSelecting = true }
        default: break
        }
    }

    private mutating func field(_ name: String, _ attributes: [String: String]) {
        let label = labels[attributes["id"] ?? ""] ?? attributes["aria-label"] ?? attributes["name"] ?? ""
        switch attributes["type"] ?? "text" {
        case "hidden": return
        case "checkbox", "radio": line += attributes["checked"] == nil ? "☐ " : "☑ "
        default:
            flush()
            line = "\(label): "
            isArea = name == "textarea"
            guard name == "input" else { return }
            let value = attributes["value"] ?? ""
            line += value.isEmpty ? "____" : value
            flush()
        }
    }

    private mutating func close(_ name: String) {
        if hidden > 0 {
            hidden -= 1
            return
        }
        switch name {
        case "a": line += "]"
        case "button":
            line += ")"
            isNamed = false
        case "td", "th": line += " | "
        case "dt": line += "："
        case "label": isLabel = false
        case "option": isSelecting = false
        case "textarea", "select":
            isArea = false
            if line.hasSuffix(": ") { line += "____" }
            flush()
        default: break
        }
        if !Self.inline.contains(name), name != "dt" { flush() }
        if name == "dd" { flush() }
    }

    private mutating func text(_ words: String) {
        guard hidden == 0, !isLabel, !isNamed else { return }
        if line.hasSuffix(": "), !isArea, !isSelecting { return }
        if line.hasSuffix("(") || line.hasSuffix("[") || line.hasSuffix("：") {
            line += squeezed(words)
        } else {
            line += words.first?.isWhitespace == true ? " " + squeezed(words) : squeezed(words)
        }
        if words.last?.isWhitespace == true { line += " " }
    }

    private mutating func flush() {
        var words = squeezed(line)
        while words.hasSuffix("|") { words = squeezed(String(words.dropLast())) }
        let isEmpty = words.isEmpty || words.allSatisfy { "#[]()".contains($0) }
        if !isEmpty { lines.append(words.replacing(" ]", with: "]").replacing(" )", with: ")")) }
        line = ""
    }
}
