/// How names stand in order: keys that sort as plain bytes in both databases as the names sort for a reader.
public enum NameKey {
    /// Keys and search tokens of different versions cannot be compared: a federation stores this and makes them anew when it
    /// changes. It is ICU's version and that of the tables of this room, which grows with each change of a reading.
    public static let version = "\(ICU.version) readings 2"

    /// A person's name by pinyin, the surname as its bearers read it: for lists. Lowercase hexadecimal digits, never empty for
    /// a name that is not.
    public static func pinyin(_ name: String) -> String { hex(ICU.pinyinKey(of: seated(name))) }

    /// The name of a unit or another thing by pinyin: it begins with no surname (解放小学 stands under J).
    public static func title(_ name: String) -> String { hex(ICU.pinyinKey(of: name)) }

    /// By the strokes of the surname, then of the rest: for ballots and the lists of a congress (按姓氏笔画为序).
    public static func stroke(_ name: String) -> String { hex(ICU.strokeKey(of: name)) }

    private static func digit(_ half: UInt8) -> UInt8 { half < 10 ? 0x30 + half : 0x57 + half }

    private static func hex(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { out in
            for (place, byte) in bytes.enumerated() {
                out[place * 2] = digit(byte >> 4)
                out[place * 2 + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }
}
