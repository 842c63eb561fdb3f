import Base

/// A text as it is kept: normal form KC, no invisible signs, no blanks at its ends, single blanks within.
public func normalized(_ text: String) -> String {
    if text.isSettled { return text }
    let visible = String(String.UnicodeScalarView(ICU.compatible(text).unicodeScalars.filter { !isInvisible($0) }))
    return visible.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// A person's name as it is kept and compared.
///
/// Blanks beside a Chinese character go (林　妙 is 林妙); between Latin words one stays. The dot of minority names, of which
/// keyboards know a dozen, is always `·`.
public func normalizedName(_ name: String) -> String {
    if name.isSettled, !name.utf8.contains(0x2E) { return name }
    let dotted = name.map { isDot($0) ? "·" : $0 }
    let characters = Array(normalized(String(dotted)).replacing("。", with: "·"))
    var out: [Character] = []
    for (index, character) in characters.enumerated() {
        let neighbours = [out.last, index + 1 < characters.count ? characters[index + 1] : nil].compactMap { $0 }
        let isChinese = neighbours.contains { isHan($0) || $0 == "·" }
        if character == " ", isChinese { continue }
        if character == ".", neighbours.count == 2, neighbours.allSatisfy(isHan) {
            out.append("·")
        } else if character != "·" || out.last != "·" {
            out.append(character)
        }
    }
    return String(out)
}

/// A staff or document number as it is kept: narrow capitals, no blanks.
public func normalizedNumber(_ number: String) -> String {
    normalized(number).filter { $0 != " " }.uppercased()
}

/// The dots people type between the parts of a name; some of them would become something else in normal form KC.
func isDot(_ character: Character) -> Bool { dots.contains(character) }

private let dots: Set<Character> = ["·", "・", "･", "•", "‧", "∙", "⋅", "●", "᛫", "．", "ꞏ", "\u{0387}"]

/// Whether this is a Chinese character, those outside the basic plane included.
func isHan(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return (0x4E00...0x9FFF).contains(scalar.value) || scalar.properties.isIdeographic
}

/// Zero-width signs, marks of direction and of variants, byte order marks: copied along, never seen.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: true
    case 0x09...0x0D: false
    default: scalar.properties.generalCategory == .control
    }
}
