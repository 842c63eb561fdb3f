import Vault
import Web

/// Something in a file that an officer must know: where, what, and how to mend it. Its value is masked from the moment it is made.
struct Finding: Equatable, Sendable {
    let row: Int
    let column: RosterColumn
    let kind: Kind
    /// What is wrong, a full stop, and how to mend it.
    let message: String
    /// What stands in the file, masked.
    let value: String

    /// A value as a report may show it: identity numbers and phones masked in whatever column they stand.
    static func masked(_ text: String, in column: RosterColumn) -> String {
        guard !text.isEmpty else { return "" }
        switch column {
        case .identity: return Mask.identityNumber(text.filter { !$0.isWhitespace })
        case .phone: return Mask.phone(text.filter { !$0.isWhitespace })
        case .name: return hidingDigits(Mask.name(String(text.prefix(40))))
        default: return hidingDigits(String(text.prefix(40)))
        }
    }

    /// A text whose long runs of digits, which may be numbers of people, are stars but for their ends.
    static func hidingDigits(_ text: String) -> String {
        var out = "", run = ""
        func close() {
            out += run.count >= 11 ? "\(run.prefix(3)) **** \(run.suffix(2))" : run
            run = ""
        }
        for character in text {
            if character.isNumber || character == "X" && run.count == 17 {
                run.append(character)
            } else {
                close()
                out.append(character)
            }
        }
        close()
        return out
    }
}
