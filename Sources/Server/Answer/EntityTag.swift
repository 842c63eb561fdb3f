/// A strong validator: the same tag means the same bytes on the wire.
struct EntityTag: Equatable {
    /// With its quotes.
    let quoted: String

    init(_ text: String, isCompressed: Bool) {
        let plain = text.filter { $0 != "\"" }
        quoted = "\"\(plain)\(isCompressed ? "-gz" : "")\""
    }

    /// A tag of the content and its length. It tells versions apart, it keeps nobody from making two alike.
    init(of bytes: [UInt8], isCompressed: Bool) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        bytes.withUnsafeBytes { raw in
            var at = 0
            while at + 8 <= raw.count {
                hash = EntityTag.mixed(hash, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at += 8
            }
            for byte in raw[at...] { hash = EntityTag.mixed(hash, UInt64(byte)) }
        }
        self.init(String(hash, radix: 16) + "-" + String(bytes.count, radix: 16), isCompressed: isCompressed)
    }

    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
    }

    /// Whether an `If-None-Match` list names it, weakly compared.
    func stands(in list: String) -> Bool {
        list.split(separator: ",").contains { part in
            var part = part.drop { $0 == " " }
            while part.last == " " { part.removeLast() }
            if part == "*" { return true }
            return part == quoted || (part.hasPrefix("W/") && part.dropFirst(2) == quoted)
        }
    }
}
