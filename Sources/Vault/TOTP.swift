public import Base

/// One-time codes of an authenticator app (RFC 6238): six digits, a new one every thirty seconds.
public struct TOTP: Sendable {
    /// Shared with the app; stored sealed.
    public let secret: [UInt8]

    public init(secret: [UInt8]) {
        self.secret = secret
    }

    /// A secret of 20 bytes, as long as the digest (RFC 4226, section 4).
    public static func fresh() -> TOTP { TOTP(secret: Secret.bytes(20)) }

    /// The thirty seconds a point in time falls into, counted from 1970.
    public static func step(at now: Instant) -> Int64 { now.microseconds / 30_000_000 }

    /// The six digits of a step.
    public func code(step: Int64) -> String { padded(number(step: step) % 1_000_000, 6) }

    /// The step whose code this is, among the present one and its two neighbours; nothing for a wrong code.
    ///
    /// The caller stores the step with the account and passes it as `last` next time: a step up to `last` is refused,
    /// so a code that was read over a shoulder or on the wire opens nothing a second time.
    public func match(_ code: String, at now: Instant, after last: Int64?) -> Int64? {
        let typed = Array(code.utf8.filter { $0 != 0x20 })
        let present = Self.step(at: now)
        var matched: Int64?
        // All three are always compared, so that the time does not tell which.
        for step in [present - 1, present, present + 1] {
            let isSame = equalInConstantTime(typed, Array(self.code(step: step).utf8))
            if isSame, last.map({ step > $0 }) ?? true { matched = matched ?? step }
        }
        return matched
    }

    /// The secret as a person types it, in groups of four.
    public var spelled: String {
        let letters = Array(Base32.encode(secret))
        return stride(from: 0, to: letters.count, by: 4).map { start in
            String(letters[start..<min(start + 4, letters.count)])
        }.joined(separator: " ")
    }

    /// What the QR code for the app holds. It is the secret: it is shown once and never logged.
    public func uri(account: String, issuer: String) -> String {
        let name = "\(Self.escaped(issuer)):\(Self.escaped(account))"
        return "otpauth://totp/\(name)?secret=\(Base32.encode(secret))&issuer=\(Self.escaped(issuer))"
            + "&algorithm=SHA1&digits=6&period=30"
    }

    /// The 31 bits that RFC 4226 takes out of the digest.
    func number(step: Int64) -> Int {
        let digest = SHA1.hmac((0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }, key: secret)
        let start = Int(digest[19] & 15)
        return digest[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
    }

    private static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            plain.contains(byte) ? String(Character(Unicode.Scalar(byte))) : "%" + Hex.encode([byte]).uppercased()
        }.joined()
    }
}
