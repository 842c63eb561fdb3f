public import Base
import CSodium

/// Where a sealed value stands. Sealed for one place it opens in no other, so nobody moves a value to a row of their
/// own.
public struct SealContext: Hashable, Sendable {
    let associated: [UInt8]

    /// Table and column are names of ours; the row is whatever names it for ever.
    public init(table: StaticString, column: StaticString, row: String) {
        associated = Array("\(table).\(column).\(row)".utf8)
    }

    public init<Tag>(table: StaticString, column: StaticString, row: ID<Tag>) {
        self.init(table: table, column: column, row: "\(row)")
    }
}

/// A value only the ring can read (XChaCha20-Poly1305): a byte of format, four of the key's id, a nonce of 24, the
/// cipher.
public struct Sealed: Hashable, Sendable {
    /// As stored: 45 bytes longer than what is inside.
    public let bytes: [UInt8]

    /// A value that was stored; whether it is whole shows when it is opened.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Enough of a value to tell its key by.
    public static let headCount = 45

    /// The id of the key of the ring that it is sealed under; its first `headCount` bytes are enough.
    public func keyID() throws(Problem) -> UInt32 {
        try SealBox.keyID(of: bytes, format: SealBox.ringFormat)
    }

    /// Why a value does not open. None of them says what is inside.
    public enum Problem: Explained, Equatable, Sendable {
        /// Too short, or of a format that is not ours.
        case malformed
        /// The key was retired or destroyed, or the ring is another federation's.
        case unknownKey(UInt32)
        /// Changed since it was sealed, or sealed for another place.
        case tampered
        /// It opened, but is no text.
        case notText

        public var words: String {
            switch self {
            case .malformed: "加密资料的格式不对，可能没有完整保存。"
            case .unknownKey(let id): "加密资料所用的密钥 \(String(id, radix: 16)) 不在密钥文件里。"
            case .tampered: "加密资料没有通过校验：内容被改动过，或不属于这条记录。"
            case .notText: "加密资料不是文字。"
            }
        }
    }
}

extension KeyRing {
    /// Seals bytes under the newest key. Twice sealed they look different, so equal values do not show.
    public func seal(_ plain: [UInt8], for context: SealContext) -> Sealed {
        let key = key(.seal)
        return Sealed(SealBox.close(plain, format: SealBox.ringFormat, id: key.id, key: key.bytes, context))
    }

    /// Seals a text's UTF-8.
    public func seal(_ plain: String, for context: SealContext) -> Sealed { seal(Array(plain.utf8), for: context) }

    /// What was sealed for this place, by whichever key of the ring.
    public func open(_ sealed: Sealed, for context: SealContext) throws(Sealed.Problem) -> [UInt8] {
        let id = try sealed.keyID()
        guard let key = sealKey(id) else { throw .unknownKey(id) }
        return try SealBox.open(sealed.bytes, key: key.bytes, context)
    }

    /// The text that was sealed for this place.
    public func openText(_ sealed: Sealed, for context: SealContext) throws(Sealed.Problem) -> String {
        guard let text = String(validating: try open(sealed, for: context), as: UTF8.self) else { throw .notText }
        return text
    }

    /// The value under the newest key; nothing if that is what it is under already.
    public func reseal(_ sealed: Sealed, for context: SealContext) throws(Sealed.Problem) -> Sealed? {
        let id = try sealed.keyID()
        return id == key(.seal).id ? nil : seal(try open(sealed, for: context), for: context)
    }
}

/// The bytes of a sealed value.
enum SealBox {
    static let ringFormat: UInt8 = 1
    static let personFormat: UInt8 = 2
    private static let head = 29
    private static let tag = 16

    static func close(_ plain: [UInt8], format: UInt8, id: UInt32, key: [UInt8], _ context: SealContext) -> [UInt8] {
        let nonce = Secret.bytes(24), data = context.associated
        return [UInt8](unsafeUninitializedCapacity: head + plain.count + tag) { out, count in
            out[0] = format
            for byte in 0..<4 { out[1 + byte] = UInt8(truncatingIfNeeded: id >> (24 - 8 * byte)) }
            for (place, byte) in nonce.enumerated() { out[5 + place] = byte }
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                out.baseAddress! + head, nil, plain, UInt64(plain.count), data, UInt64(data.count), nil, nonce, key)
            count = head + plain.count + tag
        }
    }

    static func keyID(of bytes: [UInt8], format: UInt8) throws(Sealed.Problem) -> UInt32 {
        guard bytes.count >= head + tag, bytes[0] == format else { throw .malformed }
        return bytes[1..<5].reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func open(_ bytes: [UInt8], key: [UInt8], _ context: SealContext) throws(Sealed.Problem) -> [UInt8] {
        wakeSodium()
        let nonce = Array(bytes[5..<head]), cipher = Array(bytes[head...])
        var plain = [UInt8](repeating: 0, count: cipher.count - tag)
        let data = context.associated
        let failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, cipher, UInt64(cipher.count), data, UInt64(data.count), nonce, key)
        guard failed == 0 else { throw .tampered }
        return plain
    }
}
