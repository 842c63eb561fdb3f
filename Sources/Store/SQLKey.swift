/// What tells one statement's text from another's, without making the text.
///
/// Texts of literals lie in the program for ever, so their addresses stand for them in the digest; equal literals at
/// two addresses cost a second prepared statement and nothing worse. Texts made at run time are digested whole.
struct SQLKey: Hashable {
    private let pieces: [String]
    /// Which parameters are lists, which changes the text.
    private let lists: UInt64

    init(_ sql: SQL) {
        pieces = sql.pieces
        var lists: UInt64 = 0
        for (index, value) in sql.values.enumerated() {
            if case .list = value { lists |= 1 << UInt64(index & 63) }
        }
        self.lists = lists
    }

    static func == (a: Self, b: Self) -> Bool {
        guard a.lists == b.lists, a.pieces.count == b.pieces.count else { return false }
        for index in a.pieces.indices where a.pieces[index] != b.pieces[index] { return false }
        return true
    }

    func hash(into hasher: inout Hasher) {
        var mixed = lists &+ UInt64(pieces.count)
        for piece in pieces {
            let (count, address) = unsafeBitCast(piece, to: (UInt64, UInt64).self)
            // The highest bit is set for texts that the runtime need not count: literals and the shortest ones.
            if address >> 63 == 1 {
                mixed = (mixed ^ address ^ count &* 0xff51_afd7_ed55_8ccd) &* 0x9E37_79B9_7F4A_7C15
            } else {
                hasher.combine(piece)
            }
        }
        hasher.combine(mixed)
    }
}
