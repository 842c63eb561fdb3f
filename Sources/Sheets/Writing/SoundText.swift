/// The text as a workbook can hold it: without NUL, U+FFFE and U+FFFF, and with `_x0041_` told apart from an escape.
func sound(_ text: String) -> String {
    var text = text
    let (isSuspect, mayEscape) = text.withUTF8 { bytes in
        var isSuspect = false, mayEscape = false
        for byte in bytes {
            if byte == 0 || byte == 0xEF { isSuspect = true }
            if byte == 0x5F { mayEscape = true }
        }
        return (isSuspect, mayEscape)
    }
    if isSuspect {
        text = String(String.UnicodeScalarView(text.unicodeScalars.filter { ![0, 0xFFFE, 0xFFFF].contains($0.value) }))
    }
    return mayEscape ? text.replacing(/_x(?=[0-9A-Fa-f]{4}_)/, with: "_x005F_x") : text
}
