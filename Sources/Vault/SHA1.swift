/// HMAC-SHA1 (RFC 2104, FIPS 180-4), for one-time codes and nothing else.
///
/// Written here because every authenticator app speaks RFC 6238 with SHA-1, most of them no other digest, and
/// libsodium rightly has no SHA-1. Its collisions do not touch an HMAC; still, nothing new may be built on this.
enum SHA1 {
    static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > 64 ? digest(key) : key
        let block = short + [UInt8](repeating: 0, count: 64 - short.count)
        return digest(block.map { $0 ^ 0x5C } + digest(block.map { $0 ^ 0x36 } + message))
    }

    static func digest(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        let bits = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        for start in stride(from: 0, to: padded.count, by: 64) { mix(padded[start..<start + 64], into: &state) }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var words: [UInt32] = []
        for index in stride(from: block.startIndex, to: block.endIndex, by: 4) {
            words.append(block[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) })
        }
        for index in 16..<80 {
            words.append(turn(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1))
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for (index, word) in words.enumerated() {
            let round: (mixed: UInt32, constant: UInt32)
            switch index / 20 {
            case 0: round = (b & c | ~b & d, 0x5A82_7999)
            case 1: round = (b ^ c ^ d, 0x6ED9_EBA1)
            case 2: round = (b & c | b & d | c & d, 0x8F1B_BCDC)
            default: round = (b ^ c ^ d, 0xCA62_C1D6)
            }
            let next = turn(a, 5) &+ round.mixed &+ e &+ round.constant &+ word
            (a, b, c, d, e) = (next, a, turn(b, 30), c, d)
        }
        for (index, word) in [a, b, c, d, e].enumerated() { state[index] &+= word }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
