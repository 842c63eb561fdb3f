import Testing

@testable import Vault

@Suite("A digest") struct DigestTests {
    @Test(
        "is what FIPS 180-4 says",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(text: String, hex: String) {
        #expect(Digest.of(text).hex == hex)
    }

    @Test func `is the same in pieces, and a stream may go on`() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var stream = Digest.Stream()
        for start in stride(from: 0, to: 1000, by: 37) { stream.add(Array(bytes[start..<min(start + 37, 1000)])) }
        #expect(stream.finished() == Digest.of(bytes))
        [UInt8(1)].withUnsafeBytes { stream.add($0) }
        #expect(stream.finished() == Digest.of(bytes + [1]))
    }

    @Test func `with a key is the keyed BLAKE2b of others`() {
        // Calculated with Python's hashlib.
        let key = (0..<32).map { UInt8($0) }
        #expect(
            Hex.encode(KeyedDigest.long(Array("abc".utf8), key: key))
                == "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f")
        #expect(Hex.encode(KeyedDigest.short(Array("abc".utf8), key: key)) == "1a64be47e4729d951c302ee543f97cf3")
    }

    @Test func `secrets are compared whole`() {
        #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!equalInConstantTime([1, 2], [1, 2, 3]))
        #expect(equalInConstantTime([], []))
    }

    @Test func `tokens never repeat and need no escaping`() {
        let tokens = (0..<100).map { _ in Secret.token() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.count == 43 && Base64URL.decode($0)?.count == 32 })
    }
}

@Suite("An alphabet") struct AlphabetTests {
    @Test func `gives back what it was given, and has one spelling for it`() {
        for count in 0...66 {
            let bytes = Secret.bytes(count)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        }
    }

    @Test(
        "spells as RFC 4648 does, without padding",
        arguments: [
            ("", "", ""), ("f", "Zg", "MY"), ("fo", "Zm8", "MZXQ"), ("foo", "Zm9v", "MZXW6"),
            ("foob", "Zm9vYg", "MZXW6YQ"),
            ("fooba", "Zm9vYmE", "MZXW6YTB"), ("foobar", "Zm9vYmFy", "MZXW6YTBOI"),
        ])
    func vectors(text: String, base64: String, base32: String) {
        #expect(Base64URL.encode(Array(text.utf8)) == base64)
        #expect(Base32.encode(Array(text.utf8)) == base32)
    }

    @Test("refuses what it did not write", arguments: ["Zh", "Zg==", "Z", "Z g", "Zm9v+A", "教"])
    func strangers(text: String) {
        #expect(Base64URL.decode(text) == nil)
        #expect(Hex.decode(text) == nil)
    }
}
