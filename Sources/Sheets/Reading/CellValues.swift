import Base
import Glibc

/// A cell as its XML has it, before anybody asks what it means.
struct RawCell {
    var kind: Tag = "n"
    var style = 0
    var isFormula = false
    var hasValue = false
    var bytes: [UInt8] = []

    mutating func clear() {
        kind = "n"
        style = 0
        isFormula = false
        hasValue = false
        bytes.removeAll(keepingCapacity: true)
    }
}

/// What raw cells mean in one workbook: its shared strings and its styles.
final class CellValues {
    private let strings: SharedStrings
    private let styles: NumberStyles

    init(strings: SharedStrings, styles: NumberStyles) {
        (self.strings, self.styles) = (strings, styles)
    }

    /// Nothing when the cell breaks the format: a string that is not there, a number that is none.
    func cell(_ raw: RawCell) -> Cell? {
        guard raw.hasValue else { return raw.isFormula && raw.kind != "str" ? .error(Cell.uncalculated) : .empty }
        if raw.kind == "s" { return shared(raw) }
        if raw.kind == "n" { return number(raw) }
        let text = raw.bytes.withUnsafeBytes(cellText)
        if raw.kind == "str" || raw.kind == "inlineStr" { return text.isEmpty ? .empty : .text(text) }
        if raw.kind == "b" { return .bool(raw.bytes.first == 0x31 || raw.bytes.first == 0x74) }
        if raw.kind == "e" { return .error(text) }
        if raw.kind == "d" { return Day(text.prefix(10)).map(Cell.date) ?? .text(text) }
        return nil
    }

    private func shared(_ raw: RawCell) -> Cell? {
        var index = 0
        for byte in raw.bytes {
            guard (0x30...0x39).contains(byte), index < 1 << 31 else { return nil }
            index = index * 10 + Int(byte - 0x30)
        }
        guard let text = strings[index] else { return nil }
        return text.isEmpty ? .empty : .text(text)
    }

    private func number(_ raw: RawCell) -> Cell? {
        guard let last = raw.bytes.lastIndex(where: { $0 > 0x20 }) else { return .empty }
        let bytes = raw.bytes[...last].drop { $0 <= 0x20 }
        guard let value = decimal(bytes) ?? Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
            return nil
        }
        return styles.cell(value, text: String(decoding: bytes, as: UTF8.self), style: raw.style)
    }

    /// A plain decimal of at most 15 digits, exactly; nothing for any other way to write a number.
    private func decimal(_ bytes: ArraySlice<UInt8>) -> Double? {
        guard bytes.count <= 16 else { return nil }
        var mantissa = 0, digits = 0, decimals = 0
        var isNegative = false, hasPoint = false
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                mantissa = mantissa * 10 + Int(byte - 0x30)
                digits += 1
                if hasPoint { decimals += 1 }
            case 0x2E where !hasPoint: hasPoint = true
            case 0x2D where digits == 0 && !hasPoint && !isNegative: isNegative = true
            default: return nil
            }
        }
        guard (1...15).contains(digits) else { return nil }
        let value = Double(mantissa) / Self.powers[decimals]
        return isNegative ? -value : value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
