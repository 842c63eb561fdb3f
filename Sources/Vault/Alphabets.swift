/// Bytes as lowercase hexadecimal digits.
public enum Hex {
    public static func encode(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nothing for an odd count or any other character; capitals are read too.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var out: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            out.append(UInt8(high << 4 | low))
        }
        return out
    }
}

/// Bytes in 64 characters that need no escaping in an address (RFC 4648, section 5), without padding.
public enum Base64URL {
    public static func encode(_ bytes: [UInt8]) -> String { Bits.encode(bytes, 6, alphabet) }

    /// Nothing for padding, other characters, or stray bits: each value has one spelling only.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { Bits.decode(text, 6, alphabet) }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

/// Bytes in 32 characters that can be read aloud (RFC 4648, section 6), without padding: how authenticators take
/// their secret.
public enum Base32 {
    public static func encode(_ bytes: [UInt8]) -> String { Bits.encode(bytes, 5, alphabet) }

    /// Blanks and small letters are forgiven, because people type these.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        Bits.decode(text.uppercased().filter { $0 != " " }, 5, alphabet)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
}

/// Regroups eights of bits into smaller groups, and back.
private enum Bits {
    static func encode(_ bytes: [UInt8], _ width: Int, _ alphabet: [UInt8]) -> String {
        var out: [UInt8] = []
        var held = 0, count = 0
        for byte in bytes {
            held = (held << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= width {
                count -= width
                out.append(alphabet[held >> count & (1 << width - 1)])
            }
        }
        if count > 0 { out.append(alphabet[held << (width - count) & (1 << width - 1)]) }
        return String(decoding: out, as: UTF8.self)
    }

    static func decode(_ text: some StringProtocol, _ width: Int, _ alphabet: [UInt8]) -> [UInt8]? {
        var out: [UInt8] = []
        var held = 0, count = 0
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            held = (held << width | value) & 0xFFFF
            count += width
            if count >= 8 {
                count -= 8
                out.append(UInt8(held >> count & 0xFF))
            }
        }
        guard count < width, held & (1 << count - 1) == 0 else { return nil }
        return out
    }
}
