/// A page cut into its tags and texts, as a browser would: enough for the pages of this house, which close what
/// they open.
enum Piece: Equatable {
    case open(String, [String: String])
    case close(String)
    case text(String)
}

/// Cuts a page. What stands in `script` and `style` is left out.
func pieces(of html: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(html)
    while let start = rest.firstIndex(of: "<") {
        if start > rest.startIndex { pieces.append(.text(plain(rest[..<start]))) }
        rest = rest[rest.index(after: start)...]
        if rest.hasPrefix("!") {
            rest = after(">", in: rest)
            continue
        }
        let piece = tag(&rest)
        pieces.append(piece)
        guard case .open(let name, _) = piece, name == "script" || name == "style" else { continue }
        rest = rest.firstRange(of: "</\(name)").map { rest[$0.lowerBound...] } ?? ""
    }
    if !rest.isEmpty { pieces.append(.text(plain(rest))) }
    return pieces
}

/// Elements that are never closed.
let voids: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
]

private func after(_ mark: Character, in text: Substring) -> Substring {
    text.firstIndex(of: mark).map { text[text.index(after: $0)...] } ?? ""
}

/// Reads one tag whose `<` was read, with its `>`.
private func tag(_ rest: inout Substring) -> Piece {
    if rest.hasPrefix("/") {
        let name = rest.dropFirst().prefix { $0 != ">" }
        rest = after(">", in: rest)
        return .close(name.lowercased())
    }
    let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while true {
        rest = rest.drop { $0.isWhitespace || $0 == "/" }
        guard let first = rest.first, first != ">" else { break }
        let (key, value) = attribute(&rest)
        attributes[key] = value
    }
    rest = rest.dropFirst()
    return .open(name.lowercased(), attributes)
}

private func attribute(_ rest: inout Substring) -> (String, String) {
    let key = rest.prefix { !$0.isWhitespace && !"=>/".contains($0) }
    // A stray sign is stepped over, so that the reading always ends.
    rest = rest.dropFirst(max(1, key.count))
    guard rest.first == "=" else { return (key.lowercased(), "") }
    rest = rest.dropFirst()
    guard let quote = rest.first, quote == "\"" || quote == "'" else {
        let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
        rest = rest.dropFirst(value.count)
        return (key.lowercased(), plain(value))
    }
    let value = rest.dropFirst().prefix { $0 != quote }
    rest = rest.dropFirst(value.count + 2)
    return (key.lowercased(), plain(value))
}

/// Text without its entities.
private func plain(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var out = String(text)
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    for (entity, sign) in entities { out = out.replacing(entity, with: sign) }
    return out
}
