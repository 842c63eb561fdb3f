/// A list as the JSON that `json_each` reads. Bytes have no place in JSON and are a fault of ours.
func jsonText(_ list: [Value]) -> String {
    var out = "["
    for (index, value) in list.enumerated() {
        if index > 0 { out += "," }
        switch value {
        case .null: out += "null"
        case .integer(let number): out += String(number)
        case .real(let number): out += number.description
        case .bool(let truth): out += truth ? "1" : "0"
        case .text(let text): appendQuoted(text, to: &out)
        case .bytes, .list: preconditionFailure("a list of SQL holds numbers and texts only")
        }
    }
    return out + "]"
}

private func appendQuoted(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\0"..<" ":
            let digits = String(scalar.value, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: out.unicodeScalars.append(scalar)
        }
    }
    out += "\""
}
