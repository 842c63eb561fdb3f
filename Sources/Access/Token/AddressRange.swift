/// An address of the net, or a block of them: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::1`.
///
/// Of the sixth version only whole addresses are taken, compared as they are written.
public struct AddressRange: Equatable, Sendable {
    /// As it was written.
    public let text: String
    private let block: (first: UInt32, mask: UInt32)?

    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        self.text = text.lowercased()
        if parts.count == 1, text.contains(":") {
            guard text.utf8.allSatisfy({ "0123456789abcdefABCDEF:.".utf8.contains($0) }), text.utf8.count <= 45 else {
                return nil
            }
            block = nil
            return
        }
        guard let first = parts.first.flatMap({ Self.number($0) }), parts.count <= 2 else { return nil }
        let bits = parts.count == 2 ? Int(parts[1]) ?? -1 : 32
        guard (8...32).contains(bits) else { return nil }
        block = (first, bits == 32 ? .max : ~(UInt32.max >> UInt32(bits)))
    }

    public static func == (a: Self, b: Self) -> Bool { a.text == b.text }

    /// Whether an address lies in it.
    public func contains(_ address: String) -> Bool {
        guard let block else { return address.lowercased() == text }
        let plain = address.hasPrefix("::ffff:") ? address.dropFirst(7) : address[...]
        guard let number = Self.number(plain) else { return false }
        return number & block.mask == block.first & block.mask
    }

    /// Four numbers with points between them.
    private static func number(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { $0.count <= 3 ? UInt8($0) : nil }
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let part else { return nil }
            number = number << 8 | UInt32(part)
        }
        return number
    }
}
