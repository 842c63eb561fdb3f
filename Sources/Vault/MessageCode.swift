import CSodium

/// HMAC-SHA256 (RFC 2104): what a receiver who knows the secret computes again to see that a message is ours and whole.
public enum MessageCode {
    /// 32 bytes.
    public static func of(_ message: [UInt8], secret: [UInt8]) -> [UInt8] {
        wakeSodium()
        var state = crypto_auth_hmacsha256_state()
        var out = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_init(&state, secret, secret.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &out)
        return out
    }
}

/// Bytes in the 64 characters of RFC 4648, section 4, padded: what headers of other makers expect.
public enum Base64 {
    public static func encode(_ bytes: [UInt8]) -> String {
        let plain = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        return String(plain) + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    }

    /// Nothing for other characters or stray bits; padding may be left out.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let plain = text.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        return Base64URL.decode(String(plain))
    }
}
