import Base
import Testing

@testable import Vault

@Suite("A one-time code") struct TOTPTests {
    let totp = TOTP(secret: Array("12345678901234567890".utf8))

    @Test(
        "rests on the SHA-1 of FIPS 180-4",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
            (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        ])
    func sha1(text: String, hex: String) {
        #expect(Hex.encode(SHA1.digest(Array(text.utf8))) == hex)
    }

    @Test func `rests on the HMAC of RFC 2202`() {
        let cases: [(key: [UInt8], text: String, hex: String)] = [
            ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
            (Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (
                [UInt8](repeating: 0xAA, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112"
            ),
        ]
        for (key, text, hex) in cases { #expect(Hex.encode(SHA1.hmac(Array(text.utf8), key: key)) == hex) }
    }

    @Test(
        "is what RFC 6238 says",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ])
    func vectors(second: Int64, eight: String) {
        let step = TOTP.step(at: Instant(microseconds: second * 1_000_000))
        #expect(padded(totp.number(step: step) % 100_000_000, 8) == eight)
        #expect(totp.code(step: step) == String(eight.suffix(6)))
    }

    @Test func `is good for its step and both neighbours, and once`() {
        let now = Instant(microseconds: 1_111_111_111_000_000), step = TOTP.step(at: now)
        for offset in Int64(-3)...3 {
            let code = totp.code(step: step + offset)
            #expect(totp.match(code, at: now, after: nil) == (abs(offset) <= 1 ? step + offset : nil))
            #expect(totp.match(code, at: now, after: step) == (offset == 1 ? step + 1 : nil))
        }
        #expect(totp.match("", at: now, after: nil) == nil)
        #expect(totp.match("０５０４７１", at: now, after: nil) == nil)
        #expect(totp.match("050 471", at: now, after: nil) == step)
    }

    @Test func `is told to the app by an address`() {
        #expect(
            totp.uri(account: "lin.miao", issuer: "教工之家") == """
                otpauth://totp/%E6%95%99%E5%B7%A5%E4%B9%8B%E5%AE%B6:lin.miao?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
                &issuer=%E6%95%99%E5%B7%A5%E4%B9%8B%E5%AE%B6&algorithm=SHA1&digits=6&period=30
                """)
        #expect(totp.spelled == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(Base32.decode("gezd gnbv GY3T QOJQ GEZD GNBV GY3T QOJQ") == totp.secret)
    }
}

@Suite("A mask") struct MaskTests {
    @Test(
        "of a name keeps the surname",
        arguments: [
            ("林妙", "林 *"), ("林小妙", "林 **"), ("欧阳娜娜", "欧阳 **"), ("欧阳修", "欧阳 *"), ("欧阳", "欧 *"), ("诸葛", "诸 *"),
            ("买买提·艾力", "买 **"), ("John Smith", "J **"), ("林", "*"), ("", ""), ("林王小妙", "林 ***"), ("𠮷田一", "𠮷 **"),
        ])
    func names(name: String, masked: String) {
        #expect(Mask.name(name) == masked)
    }

    @Test func `of a number hides its middle and never shows a short one`() {
        #expect(Mask.identityNumber("450100198401010027") == "4501 **** **** 0027")
        #expect(Mask.identityNumber("E12345678") == "**** 5678")
        #expect(Mask.identityNumber("1234567") == "*******")
        #expect(Mask.phone("13800002046") == "138 **** 2046")
        #expect(Mask.phone("010-62510000") == "**** 0000")
        #expect(Mask.phone("110") == "***")
        #expect(Mask.bankCard("6222021001112223334") == "**** 3334")
    }
}
