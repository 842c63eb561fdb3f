import CSodium

/// A SHA-256 of some bytes: 32 bytes, the same on every machine, for chains, files and stored tokens.
///
/// Without a key: whoever can guess the input can find it. For anything guessable take `KeyedDigest`.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// Exactly 32.
    public let bytes: [UInt8]

    /// The digest of bytes all at hand.
    public static func of(_ bytes: [UInt8]) -> Digest {
        var out = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&out, bytes, UInt64(bytes.count))
        return Digest(trusting: out)
    }

    /// The digest of a text's UTF-8.
    public static func of(_ text: String) -> Digest { of(Array(text.utf8)) }

    /// A digest that was kept; nothing unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(trusting bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// 64 lowercase digits.
    public var hex: String { Hex.encode(bytes) }

    public var description: String { hex }

    /// A digest of bytes that come piece by piece.
    public struct Stream: Sendable {
        private var state = crypto_hash_sha256_state()

        public init() {
            crypto_hash_sha256_init(&state)
        }

        public mutating func add(_ bytes: [UInt8]) {
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }

        /// Adds bytes that C owns, without copying them.
        public mutating func add(_ bytes: UnsafeRawBufferPointer) {
            crypto_hash_sha256_update(
                &state, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(bytes.count))
        }

        /// The digest of all that was added; the stream itself may go on.
        public func finished() -> Digest {
            var copy = state
            var out = [UInt8](repeating: 0, count: 32)
            crypto_hash_sha256_final(&copy, &out)
            return Digest(trusting: out)
        }
    }
}

/// Keyed BLAKE2b: nobody without the key can make it or check a guess against it.
public enum KeyedDigest {
    /// 16 bytes: for looking up.
    public static func short(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] { make(bytes, key, 16) }

    /// 32 bytes: for signing.
    public static func long(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] { make(bytes, key, 32) }

    private static func make(_ bytes: [UInt8], _ key: [UInt8], _ size: Int) -> [UInt8] {
        wakeSodium()
        precondition((16...64).contains(key.count), "a BLAKE2b key has 16 to 64 bytes")
        var out = [UInt8](repeating: 0, count: size)
        crypto_generichash(&out, size, bytes, UInt64(bytes.count), key, key.count)
        return out
    }
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ (only of their lengths).
public func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count == b.count && sodium_memcmp(a, b, a.count) == 0
}

/// Secrets drawn from the system's entropy; `Dice` are for everything that is not a secret.
public enum Secret {
    /// Bytes that nobody can guess.
    public static func bytes(_ count: Int) -> [UInt8] {
        wakeSodium()
        var out = [UInt8](repeating: 0, count: count)
        randombytes_buf(&out, count)
        return out
    }

    /// A token fit for an address or a cookie; 32 bytes are 43 characters.
    public static func token(bytes count: Int = 32) -> String { Base64URL.encode(bytes(count)) }
}
